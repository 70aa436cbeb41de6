import type { GroupChunk, GroupWorker, Outcome, Tenure } from "@tributary/kafka";

/** Begins where the group has committed, notes what it is handed, and commits it. */
export class NotingWorker implements GroupWorker {
  /** What happened to the tenures: `begin 0 at 12`, `end 0`. */
  readonly tenures: string[] = [];
  readonly chunks: GroupChunk[] = [];
  /** Those not ended, by partition. */
  readonly open = new Map<number, Tenure>();
  /** Replaces the work on a chunk. */
  readonly #work: ((chunk: GroupChunk, tenure: Tenure) => Promise<Outcome>) | undefined;

  constructor(work?: (chunk: GroupChunk, tenure: Tenure) => Promise<Outcome>) {
    this.#work = work;
  }

  /** Values in the order taken. */
  values(partition: number): string[] {
    return this.chunks
      .filter((chunk) => chunk.partition === partition)
      .flatMap(({ records }) => records.map(({ value }) => String(value)));
  }

  get taken(): number {
    return this.chunks.reduce((sum, { records }) => sum + records.length, 0);
  }

  async begin(tenure: Tenure): Promise<number> {
    const offset = tenure.committed ?? tenure.logStart;
    this.tenures.push(`begin ${tenure.partition} at ${offset}`);
    this.open.set(tenure.partition, tenure);
    return offset;
  }

  async work(chunk: GroupChunk, tenure: Tenure): Promise<Outcome> {
    if (this.#work !== undefined) return this.#work(chunk, tenure);
    this.chunks.push(chunk);
    await tenure.commit(chunk.nextOffset);
    return { next: chunk.nextOffset };
  }

  async end(tenure: Tenure): Promise<void> {
    this.tenures.push(`end ${tenure.partition}`);
    this.open.delete(tenure.partition);
  }
}
