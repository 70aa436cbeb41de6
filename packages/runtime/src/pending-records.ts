import type { IncomingRecord } from "@tributary/kafka";

/** Records whose writer's schema is still being fetched, oldest first; bounded by number and bytes. */
export class PendingRecords {
  readonly #bySchema = new Map<number, IncomingRecord[]>();
  readonly #mostRecords: number;
  readonly #mostBytes: number;
  #count = 0;
  #bytes = 0;

  /** 20,000 records are two seconds of the whole of London at one fix a second. */
  constructor(mostRecords = 20_000, mostBytes = 16 * 1024 * 1024) {
    this.#mostRecords = mostRecords;
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#count;
  }

  /** Sets a record aside; answers how many of the oldest had to make room. */
  add(schemaId: number, record: IncomingRecord): number {
    const waiting = this.#bySchema.get(schemaId) ?? [];
    waiting.push(record);
    this.#bySchema.set(schemaId, waiting);
    this.#count += 1;
    this.#bytes += record.value?.length ?? 0;
    let dropped = 0;
    while (this.#count > this.#mostRecords || this.#bytes > this.#mostBytes) {
      this.#dropOldest();
      dropped += 1;
    }
    return dropped;
  }

  /** Takes out what waited for a schema. */
  take(schemaId: number): readonly IncomingRecord[] {
    const waiting = this.#bySchema.get(schemaId) ?? [];
    this.#bySchema.delete(schemaId);
    this.#count -= waiting.length;
    this.#bytes -= waiting.reduce((sum, record) => sum + (record.value?.length ?? 0), 0);
    return waiting;
  }

  /** Offset of the oldest record waiting in a partition. */
  oldest(partition: number): number | undefined {
    let oldest: number | undefined;
    for (const waiting of this.#bySchema.values()) {
      const first = waiting.find((record) => record.partition === partition)?.offset;
      if (first !== undefined && (oldest === undefined || first < oldest)) oldest = first;
    }
    return oldest;
  }

  #dropOldest(): void {
    for (const [schemaId, waiting] of this.#bySchema) {
      const record = waiting.shift();
      if (waiting.length === 0) this.#bySchema.delete(schemaId);
      this.#count -= 1;
      this.#bytes -= record?.value?.length ?? 0;
      return;
    }
  }
}
