import type { OutgoingRecord } from "../broker.ts";
import { BrokerError } from "../broker-error.ts";
import { utf8Bytes } from "../record-batch/utf8-text.ts";

/** Length, attributes, time stamp, offset and the lengths of key, value and headers: at most this per record. */
const recordOverhead = 32;
const headerOverhead = 10;

function bytesOf(content: string | Buffer | null): number {
  if (content === null) return 0;
  return typeof content === "string" ? utf8Bytes(content) : content.length;
}

/** What one record takes of a batch, in bytes; rather a little too much. */
export function recordBytes({ key, value, headers }: OutgoingRecord): number {
  const bytes = recordOverhead + bytesOf(key) + bytesOf(value);
  return headers === undefined ? bytes : bytes + headersBytes(headers);
}

function headersBytes(headers: NonNullable<OutgoingRecord["headers"]>): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(headers))
    bytes += headerOverhead + bytesOf(name) + bytesOf(value);
  return bytes;
}

/** Why no batch could ever carry the record, or undefined; `of` says which record it is, as in `of orders`. */
export function refusalOf(
  { key, partition }: OutgoingRecord,
  bytes: number,
  maxBytes: number,
  of: string,
): BrokerError | undefined {
  if (key === null && partition === undefined)
    return new BrokerError("invalid_record", `a record ${of} has neither key nor partition`);
  if (bytes > maxBytes)
    return new BrokerError("too_large", `a record ${of} takes ${bytes} bytes, at most ${maxBytes} fit`);
  return undefined;
}

/** A record taken and not yet settled. */
export interface Held {
  readonly record: OutgoingRecord;
  readonly bytes: number;
  /** Counts the records taken, from 1. */
  readonly sequence: number;
  readonly resolve: (outcome: "acknowledged" | "dropped") => void;
  readonly reject: (error: Error) => void;
}

/**
 * The records of a publisher in the order taken: those in flight first, then those that wait. Both count as held
 * bytes, for both are memory.
 */
export class RecordBuffer {
  heldBytes = 0;
  waitingBytes = 0;
  #waiting: (Held | undefined)[] = [];
  #head = 0;
  readonly #inFlight = new Set<Held>();
  readonly #maxBatchBytes: number;

  constructor(maxBatchBytes: number) {
    this.#maxBatchBytes = maxBatchBytes;
  }

  get waitingRecords(): number {
    return this.#waiting.length - this.#head;
  }

  get isEmpty(): boolean {
    return this.waitingRecords === 0 && this.#inFlight.size === 0;
  }

  /** Sequence of the oldest record held, or infinity. */
  get oldestSequence(): number {
    const [inFlight] = this.#inFlight;
    return (inFlight ?? this.#waiting[this.#head])?.sequence ?? Number.POSITIVE_INFINITY;
  }

  add(held: Held): void {
    this.#waiting.push(held);
    this.waitingBytes += held.bytes;
    this.heldBytes += held.bytes;
  }

  /** Lets the oldest waiting record go; undefined when none waits. */
  dropOldest(): Held | undefined {
    const held = this.#shift();
    if (held !== undefined) this.heldBytes -= held.bytes;
    return held;
  }

  /** Moves the next batch into flight: as many as fit, but at least one. */
  takeBatch(): readonly Held[] {
    const batch: Held[] = [];
    let bytes = 0;
    for (;;) {
      const next = this.#waiting[this.#head];
      if (next === undefined || (batch.length > 0 && bytes + next.bytes > this.#maxBatchBytes)) return batch;
      bytes += next.bytes;
      batch.push(next);
      this.#inFlight.add(next);
      this.#shift();
    }
  }

  /** Forgets a record in flight whose fate is known. */
  settle(held: Held): void {
    if (this.#inFlight.delete(held)) this.heldBytes -= held.bytes;
  }

  #shift(): Held | undefined {
    const held = this.#waiting[this.#head];
    if (held === undefined) return undefined;
    this.waitingBytes -= held.bytes;
    this.#waiting[this.#head] = undefined;
    this.#head++;
    // Cutting the list only now and then keeps taking from its front cheap.
    if (this.#head > 1_024 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return held;
  }
}
