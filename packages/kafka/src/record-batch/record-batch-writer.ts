import type { Message } from "../kafkajs/kafkajs-internals.ts";
import { crc32c } from "./crc32c.ts";
import { utf8Bytes, writeUtf8 } from "./utf8-text.ts";
import { varintBytes, writeVarint } from "./varint.ts";

/** Who writes a batch, and when. */
export interface BatchHead {
  /** −1 for a producer that is not idempotent. */
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly isTransactional: boolean;
  /** Milliseconds since the epoch, of all its records. */
  readonly timestamp: number;
}

type Content = string | Buffer | null | undefined;

/** Up to the records, their number included. */
const headBytes = 61;
/** The checksum covers what comes after it. */
const checkedFrom = 21;
const magic = 2;
const transactional = 0x10;

/**
 * A record batch of format 2 (KIP-98), uncompressed: its size first, to make room for it, then its bytes, written once
 * into their place. kafkajs makes an object or two and half a dozen copies of every record on the way.
 */
export class RecordBatchWriter {
  readonly bytes: number;
  readonly #messages: readonly Message[];
  /** Of each record, without its length. */
  readonly #recordBytes: Int32Array;

  constructor(messages: readonly Message[]) {
    this.#messages = messages;
    this.#recordBytes = new Int32Array(messages.length);
    let bytes = headBytes;
    for (let index = 0; index < messages.length; index++) {
      const ofRecord = recordBytes(messages[index] as Message, index);
      this.#recordBytes[index] = ofRecord;
      bytes += varintBytes(ofRecord) + ofRecord;
    }
    this.bytes = bytes;
  }

  /** Writes the batch at `start`, where there is room for `bytes`. */
  write(target: Buffer, start: number, head: BatchHead): void {
    const messages = this.#messages;
    let at = start + headBytes;
    for (let index = 0; index < messages.length; index++) {
      at = writeVarint(target, at, this.#recordBytes[index] as number);
      at = writeRecord(target, at, messages[index] as Message, index);
    }
    const timestamp = BigInt(head.timestamp);
    target.writeBigInt64BE(0n, start); // first offset, which the broker gives
    target.writeInt32BE(this.bytes - 12, start + 8);
    target.writeInt32BE(0, start + 12); // the leader's epoch, which the broker gives
    target.writeInt8(magic, start + 16);
    target.writeInt16BE(head.isTransactional ? transactional : 0, start + checkedFrom);
    target.writeInt32BE(messages.length - 1, start + 23);
    target.writeBigInt64BE(timestamp, start + 27); // first
    target.writeBigInt64BE(timestamp, start + 35); // greatest
    target.writeBigInt64BE(head.producerId, start + 43);
    target.writeInt16BE(head.producerEpoch, start + 51);
    target.writeInt32BE(head.firstSequence, start + 53);
    target.writeInt32BE(messages.length, start + 57);
    target.writeUInt32BE(crc32c(target, start + checkedFrom, start + this.bytes), start + 17);
  }
}

/** Attributes and difference in time take a byte each: both are 0. */
function recordBytes({ key, value, headers }: Message, offset: number): number {
  return 2 + varintBytes(offset) + contentBytes(key) + contentBytes(value) + headersBytes(headers);
}

function headersBytes(headers: Message["headers"]): number {
  if (headers === undefined) return 1;
  const names = Object.keys(headers);
  let bytes = varintBytes(names.length);
  for (const name of names) bytes += contentBytes(name) + contentBytes(headers[name]);
  return bytes;
}

function contentBytes(content: Content): number {
  if (content === null || content === undefined) return 1;
  const bytes = typeof content === "string" ? utf8Bytes(content) : content.length;
  return varintBytes(bytes) + bytes;
}

function writeRecord(
  target: Buffer,
  start: number,
  { key, value, headers }: Message,
  offset: number,
): number {
  target[start] = 0;
  target[start + 1] = 0;
  let at = writeVarint(target, start + 2, offset);
  at = writeContent(target, at, key);
  at = writeContent(target, at, value);
  return writeHeaders(target, at, headers);
}

function writeHeaders(target: Buffer, start: number, headers: Message["headers"]): number {
  const names = headers === undefined ? [] : Object.keys(headers);
  let at = writeVarint(target, start, names.length);
  for (const name of names) {
    at = writeContent(target, at, name);
    at = writeContent(target, at, headers?.[name]);
  }
  return at;
}

function writeContent(target: Buffer, start: number, content: Content): number {
  if (content === null || content === undefined) return writeVarint(target, start, -1);
  const bytes = typeof content === "string" ? utf8Bytes(content) : content.length;
  const at = writeVarint(target, start, bytes);
  if (typeof content === "string") return writeUtf8(target, at, content, bytes);
  target.set(content, at);
  return at + bytes;
}
