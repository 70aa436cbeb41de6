import { utf8Bytes, writeUtf8 } from "../record-batch/utf8-text.ts";
import { murmur2 } from "./murmur2.ts";

/** Where the bytes of a key are laid out; longer ones get a buffer of their own. */
const desk = Buffer.alloc(256);

function hashOf(key: string): number {
  const bytes = utf8Bytes(key);
  if (bytes > desk.length) return murmur2(Buffer.from(key));
  writeUtf8(desk, 0, key, bytes);
  return murmur2(desk, bytes);
}

/**
 * The partition that the publisher, and every Java client, chooses for a key: murmur2 of its bytes without the sign
 * bit, modulo the number of partitions (Kafka's `BuiltInPartitioner.partitionForKey`).
 */
export function partitionOf(key: string | Buffer, partitions: number): number {
  const hash = typeof key === "string" ? hashOf(key) : murmur2(key);
  return (hash & 0x7f_ff_ff_ff) % partitions;
}
