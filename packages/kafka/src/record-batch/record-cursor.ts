import type { RecordBatch } from "./record-batch.ts";

type Headers = Readonly<Record<string, Buffer>>;

const noHeaders: Headers = Object.freeze({});
/** Attributes of a record, which are not used. */
const attributeBytes = 1;

/**
 * Goes through the records of a batch: `next` moves on to a record, whose parts are then read here. Keys and values are
 * parts of the batch's bytes, and keep them in memory.
 */
export class RecordCursor {
  offset = 0;
  timestamp = 0;
  key: Buffer | null = null;
  value: Buffer | null = null;
  /** Of several with one name the last. */
  headers: Headers = noHeaders;
  readonly #batch: RecordBatch;
  readonly #bytes: Buffer;
  #left: number;
  #at = 0;

  constructor(batch: RecordBatch) {
    this.#batch = batch;
    this.#bytes = batch.records;
    this.#left = batch.count;
  }

  next(): boolean {
    if (this.#left <= 0) return false;
    this.#left--;
    const { firstOffset, firstTimestamp, maxTimestamp, isLogAppendTime } = this.#batch;
    const length = this.#varint();
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) throw new Error("a record is longer than its batch");
    this.#at += attributeBytes;
    const timestampDelta = this.#varlong();
    this.timestamp = isLogAppendTime ? maxTimestamp : firstTimestamp + timestampDelta;
    this.offset = firstOffset + this.#varint();
    this.key = this.#content();
    this.value = this.#content();
    const headers = this.#varint();
    this.headers = headers > 0 ? this.#headers(headers) : noHeaders;
    this.#at = end;
    return true;
  }

  #headers(count: number): Headers {
    const headers: Record<string, Buffer> = {};
    for (let index = 0; index < count; index++) {
      const name = this.#content()?.toString() ?? "";
      const value = this.#content();
      if (value === null) delete headers[name];
      else headers[name] = value;
    }
    return headers;
  }

  #content(): Buffer | null {
    const length = this.#varint();
    if (length < 0) return null;
    const start = this.#at;
    this.#at = start + length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** A signed 32-bit number, zig-zag encoded, seven bits a byte. */
  #varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] as number;
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1);
    let rest = byte & 0x7f;
    for (let bits = 7; byte >= 0x80; bits += 7) {
      byte = bytes[this.#at++] as number;
      rest |= (byte & 0x7f) << bits;
    }
    return (rest >>> 1) ^ -(rest & 1);
  }

  /** As `#varint`, of 64 bits; exact below 2^52. */
  #varlong(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] as number;
    let rest = byte & 0x7f;
    for (let weight = 0x80; byte >= 0x80; weight *= 0x80) {
      byte = bytes[this.#at++] as number;
      rest += (byte & 0x7f) * weight;
    }
    return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2;
  }
}
