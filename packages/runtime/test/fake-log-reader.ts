import type { ConnectionStatus, IncomingRecord, LogChunk, LogReader } from "@tributary/kafka";

/** A log reader whose chunks the test hands over by itself. */
export class FakeLogReader implements LogReader {
  readonly epoch = "log";
  readonly partitions = 2;
  readonly position: number[];
  readonly endAtStart: readonly number[];
  readonly status: ConnectionStatus = {
    lastAttemptAt: undefined,
    lastSuccessAt: undefined,
    failingSince: undefined,
    lastError: undefined,
  };
  #handle: ((chunk: LogChunk) => void | Promise<void>) | undefined;
  #fail: (error: Error) => void = () => {};

  constructor(position: readonly number[] = [0, 0], endAtStart: readonly number[] = [0, 0]) {
    this.position = [...position];
    this.endAtStart = endAtStart;
  }

  run(handle: (chunk: LogChunk) => void | Promise<void>, signal: AbortSignal): Promise<void> {
    this.#handle = handle;
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve());
    });
  }

  async hand(
    partition: number,
    records: readonly IncomingRecord[],
    more: Partial<LogChunk> = {},
  ): Promise<void> {
    const nextOffset = (records.at(-1)?.offset ?? -1) + 1;
    await this.#handle?.({
      partition,
      records,
      nextOffset,
      endOffset: nextOffset,
      missedRecords: 0,
      ...more,
    });
  }

  fail(error: Error): void {
    this.#fail(error);
  }
}

/** A record as the log hands it over; the value is what `FakeDecoder` understands. */
export function record(
  offset: number,
  key: string | null,
  value: string | null,
  partition = 0,
): IncomingRecord {
  return {
    topic: "test.thing.v1",
    partition,
    offset,
    timestamp: 1_000,
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: {},
  };
}
