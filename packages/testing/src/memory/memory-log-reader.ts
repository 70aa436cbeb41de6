import { BrokerError, type LogChunk, type LogReader } from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import type { MemoryTopic } from "./memory-topic.ts";
import type { Wire } from "./wire.ts";

const maxChunkBytes = 1_024 * 1_024;

export interface MemoryReaderDependencies {
  readonly wire: Wire;
  readonly bell: Bell;
  /** The topic of that name as it is now. */
  readonly current: () => MemoryTopic | undefined;
}

export class MemoryLogReader implements LogReader {
  readonly epoch: string;
  readonly position: number[];
  readonly endAtStart: readonly number[];
  /** Everything there is has been handled. */
  isIdle = false;
  readonly #topic: MemoryTopic;
  readonly #dependencies: MemoryReaderDependencies;

  constructor(topic: MemoryTopic, from: readonly number[], dependencies: MemoryReaderDependencies) {
    this.#topic = topic;
    this.#dependencies = dependencies;
    this.epoch = `memory-${topic.id}`;
    this.position = [...from];
    this.endAtStart = topic.logs.map(({ stableEnd }) => stableEnd);
  }

  get partitions(): number {
    return this.#topic.logs.length;
  }

  get status() {
    return this.#dependencies.wire.status;
  }

  async run(handle: (chunk: LogChunk) => void | Promise<void>, signal: AbortSignal): Promise<void> {
    const { wire, bell, current } = this.#dependencies;
    const ring = () => bell.ring();
    signal.addEventListener("abort", ring);
    try {
      for (;;) {
        const { rung } = bell;
        await wire.fair(signal);
        if (signal.aborted) return;
        if (current() !== this.#topic)
          throw new BrokerError("conflict", `topic ${this.#topic.name} was deleted while it was read`);
        const chunks = this.#chunks();
        if (chunks.length === 0) {
          if (!this.isIdle) bell.ring();
          this.isIdle = true;
          await rung;
        }
        for (const chunk of chunks) {
          this.isIdle = false;
          if (signal.aborted) return;
          await handle(chunk);
          this.position[chunk.partition] = chunk.nextOffset;
        }
      }
    } finally {
      signal.removeEventListener("abort", ring);
      this.isIdle = true;
    }
  }

  /** One per partition that has something new. */
  #chunks(): LogChunk[] {
    return this.#topic.logs.flatMap((log): LogChunk[] => {
      const { partition, start, stableEnd: endOffset } = log;
      const position = this.position[partition] ?? 0;
      if (position < start || position > log.end) {
        const missedRecords = Math.max(0, start - position);
        return [{ partition, records: [], nextOffset: start, endOffset, missedRecords }];
      }
      const { records, nextOffset } = log.read(position, maxChunkBytes);
      return nextOffset === position ? [] : [{ partition, records, nextOffset, endOffset, missedRecords: 0 }];
    });
  }
}
