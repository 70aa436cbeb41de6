import { murmur2 } from "../kafkajs/kafkajs.ts";

/**
 * The partition that the publisher, and every Java client, chooses for a key: murmur2 of its bytes without the sign
 * bit, modulo the number of partitions (Kafka's `BuiltInPartitioner.partitionForKey`).
 */
export function partitionOf(key: string | Buffer, partitions: number): number {
  return (murmur2(key) & 0x7f_ff_ff_ff) % partitions;
}
