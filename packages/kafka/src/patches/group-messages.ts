import type { Message, Partitioner, PartitionMetadata } from "../kafkajs/kafkajs-internals.ts";
import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";

interface Grouping {
  readonly topic: string;
  readonly partitionMetadata: readonly PartitionMetadata[];
  readonly messages: readonly Message[];
  readonly partitioner: Partitioner;
}

/** Messages by partition, each group in the order given. */
export function groupMessages(grouping: Grouping): Record<number, Message[]> {
  const { topic, partitionMetadata, messages, partitioner } = grouping;
  const groups: Record<number, Message[]> = {};
  if (partitionMetadata.length === 0) return groups;
  for (const message of messages) {
    const partition = partitioner({ topic, partitionMetadata, message });
    const group = groups[partition];
    if (group === undefined) groups[partition] = [message];
    else group.push(message);
  }
  return groups;
}

/** P5. kafkajs copies the whole group for every message: 50,000 records of one partition block the loop for 20 s. */
export function patchGroupMessages(modules: KafkajsModules): void {
  modules.replace("src/producer/groupMessagesPerPartition.js", groupMessages);
}
