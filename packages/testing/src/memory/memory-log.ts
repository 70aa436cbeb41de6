import type { IncomingRecord, OutgoingRecord } from "@tributary/kafka";
import type { Stamp } from "./log-clock.ts";
import type { MemoryTransaction } from "./memory-transaction.ts";

/** What lies at one offset; a control record has neither key nor value and is never handed out. */
interface Entry {
  readonly record: IncomingRecord;
  readonly bytes: number;
  /** Counts the batches of the whole cluster. */
  readonly batch: number;
  readonly transaction: MemoryTransaction | undefined;
  readonly isControl: boolean;
}

/** A record, and where it stands in the order in which the cluster took batches. */
export interface OrderedRecord {
  readonly record: IncomingRecord;
  readonly batch: number;
}

export interface LogRead {
  readonly records: readonly IncomingRecord[];
  /** Past control records, aborted ones and compacted gaps. */
  readonly nextOffset: number;
}

/** Kafka's own overhead of a record, roughly; more than that of a header. */
const recordOverhead = 32;

/** What a record takes in its log, in bytes; rather a little too much. */
export function recordBytes({ key, value, headers = {} }: OutgoingRecord): number {
  let bytes = recordOverhead + (key === null ? 0 : Buffer.byteLength(key)) + (value?.length ?? 0);
  for (const [name, header] of Object.entries(headers))
    bytes += 10 + Buffer.byteLength(name) + Buffer.byteLength(header);
  return bytes;
}

/** A copy: whoever published may use its buffer again. */
const bytesOf = (text: string | Buffer): Buffer =>
  typeof text === "string" ? Buffer.from(text) : Buffer.from(text);

const isVisible = ({ isControl, transaction }: Entry): boolean =>
  !isControl && transaction?.state !== "aborted";

/** One partition. Offsets only grow; what is deleted, compacted or aborted leaves gaps. */
export class MemoryLog {
  readonly topic: string;
  readonly partition: number;
  #entries: Entry[] = [];
  #start = 0;
  #end = 0;
  /** Transactions that were open when last looked at, with their first offsets, in the order of these. */
  readonly #undecided = new Map<MemoryTransaction, number>();

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  /** First offset that has not been deleted. */
  get start(): number {
    return this.#start;
  }

  /** Offset of the next record. */
  get end(): number {
    return this.#end;
  }

  /** First offset that a reader of committed data may not see yet: Kafka's last stable offset. */
  get stableEnd(): number {
    for (const [transaction, firstOffset] of this.#undecided) {
      if (transaction.state === "open") return firstOffset;
      this.#undecided.delete(transaction);
    }
    return this.#end;
  }

  append(
    records: readonly OutgoingRecord[],
    { timestamp, batch }: Stamp,
    transaction?: MemoryTransaction,
  ): void {
    if (transaction !== undefined && !this.#undecided.has(transaction))
      this.#undecided.set(transaction, this.#end);
    for (const record of records) {
      const headers = Object.entries(record.headers ?? {});
      this.#add(
        {
          timestamp,
          key: record.key === null ? null : bytesOf(record.key),
          value: record.value === null ? null : Buffer.from(record.value),
          headers: Object.fromEntries(headers.map(([name, header]) => [name, bytesOf(header)])),
        },
        { bytes: recordBytes(record), batch, transaction, isControl: false },
      );
    }
  }

  /** The marker that ends a transaction takes an offset, as in Kafka. */
  appendMarker({ timestamp, batch }: Stamp): void {
    const nothing = { timestamp, key: null, value: null, headers: {} };
    this.#add(nothing, { bytes: 0, batch, transaction: undefined, isControl: true });
  }

  /** What a reader of committed data finds at `offset` and after it: at least one record, then up to `maxBytes`. */
  read(offset: number, maxBytes: number): LogRead {
    const end = this.stableEnd;
    const records: IncomingRecord[] = [];
    let bytes = 0;
    for (let index = this.#indexOf(offset); index < this.#entries.length; index++) {
      const entry = this.#entries[index] as Entry;
      if (entry.record.offset >= end) break;
      if (!isVisible(entry)) continue;
      if (records.length > 0 && bytes + entry.bytes > maxBytes)
        return { records, nextOffset: (records.at(-1)?.offset ?? offset) + 1 };
      bytes += entry.bytes;
      records.push(entry.record);
    }
    return { records, nextOffset: Math.max(offset, end) };
  }

  /** All that a reader of committed data can see. */
  visible(): OrderedRecord[] {
    const end = this.stableEnd;
    return this.#entries.filter((entry) => isVisible(entry) && entry.record.offset < end);
  }

  /** First offset appended at or after `timestamp`; the stable end when there is none. */
  offsetAt(timestamp: number): number {
    const end = this.stableEnd;
    const found = this.#entries.find((entry) => entry.record.timestamp >= timestamp);
    return Math.min(found?.record.offset ?? end, end);
  }

  /** As retention does it. */
  deleteBefore(offset: number): void {
    this.#start = Math.min(Math.max(this.#start, offset), this.#end);
    this.#entries = this.#entries.slice(this.#indexOf(this.#start));
  }

  /** Keeps the newest record of each key before the stable end; `dropTombstones` as the cleaner does after a day. */
  compact(dropTombstones: boolean): void {
    const end = this.stableEnd;
    const newest = new Map<string, number>();
    const isOpen = ({ record }: Entry) => record.offset >= end;
    const keyOf = ({ record }: Entry) => record.key?.toString("latin1") ?? "";
    for (const entry of this.#entries)
      if (!isOpen(entry) && isVisible(entry)) newest.set(keyOf(entry), entry.record.offset);
    this.#entries = this.#entries.filter((entry) => {
      if (isOpen(entry)) return true;
      if (!isVisible(entry) || newest.get(keyOf(entry)) !== entry.record.offset) return false;
      return !(dropTombstones && entry.record.value === null);
    });
  }

  #add(
    content: Pick<IncomingRecord, "timestamp" | "key" | "value" | "headers">,
    nature: Omit<Entry, "record">,
  ): void {
    const { topic, partition } = this;
    this.#entries.push({ record: { topic, partition, offset: this.#end, ...content }, ...nature });
    this.#end++;
  }

  /** Of the first entry at or after `offset`. */
  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle] as Entry).record.offset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
