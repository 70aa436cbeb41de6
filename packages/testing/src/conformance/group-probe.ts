import type {
  Broker,
  GroupChunk,
  GroupMember,
  GroupOptions,
  GroupWorker,
  Outcome,
  Tenure,
} from "@tributary/kafka";

/** What a test wants to be different from: begin where it was committed, take everything, commit it. */
export interface ProbeOptions {
  readonly begin?: (tenure: Tenure) => number;
  readonly work?: (chunk: GroupChunk, tenure: Tenure) => Promise<Outcome>;
}

/** A worker that writes down what it is called with. */
export class GroupProbe implements GroupWorker {
  readonly begun: Tenure[] = [];
  readonly ended: Tenure[] = [];
  readonly chunks: GroupChunk[] = [];
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions = {}) {
    this.#options = options;
  }

  /** Partitions of tenures that have begun and not ended. */
  get held(): readonly number[] {
    const running = this.begun.filter((tenure) => !this.ended.includes(tenure));
    return running.map(({ partition }) => partition).sort((a, b) => a - b);
  }

  values(partition?: number): readonly string[] {
    return this.chunks
      .filter((chunk) => partition === undefined || chunk.partition === partition)
      .flatMap(({ records }) => records.map(({ value }) => String(value)));
  }

  async begin(tenure: Tenure): Promise<number> {
    this.begun.push(tenure);
    return this.#options.begin?.(tenure) ?? tenure.committed ?? tenure.logStart;
  }

  async work(chunk: GroupChunk, tenure: Tenure): Promise<Outcome> {
    this.chunks.push(chunk);
    if (this.#options.work !== undefined) return this.#options.work(chunk, tenure);
    await tenure.commit(chunk.nextOffset);
    return { next: chunk.nextOffset };
  }

  async end(tenure: Tenure): Promise<void> {
    this.ended.push(tenure);
  }
}

export interface RunningProbe extends GroupProbe {
  readonly member: GroupMember;
  /** Settles as `GroupMember.run` does. */
  readonly done: Promise<void>;
  /** Stops in order: finishes what is in hand and leaves. */
  stop(): Promise<void>;
}

/** Shortest that brokers allow by default. */
export const sessionTimeoutMs = 6_000;

/** Joins a group with a probe for a worker. */
export async function startProbe(
  broker: Broker,
  group: Pick<GroupOptions, "group" | "topics" | "maxChunkBytes" | "instanceId">,
  options: ProbeOptions = {},
): Promise<RunningProbe> {
  const member = await broker.joinGroup({ sessionTimeoutMs, ...group });
  const probe = new GroupProbe(options);
  const stopping = new AbortController();
  const done = member.run(probe, stopping.signal);
  done.catch(() => undefined); // told to whoever looks at it
  return Object.assign(probe, {
    member,
    done,
    stop: () => {
      stopping.abort();
      return done;
    },
  });
}
