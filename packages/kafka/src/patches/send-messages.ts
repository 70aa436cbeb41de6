import { BrokerError } from "../broker-error.ts";
import type {
  Cluster,
  EosManager,
  KafkajsLogger,
  Message,
  NodeConnection,
  Partitioner,
  PartitionMetadata,
  PartitionSend,
  Retrier,
} from "../kafkajs/kafkajs-internals.ts";
import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";
import { groupMessages } from "./group-messages.ts";

export interface SendDependencies {
  readonly logger: KafkajsLogger;
  readonly cluster: Cluster;
  readonly partitioner: Partitioner;
  readonly eosManager: EosManager;
  readonly retrier: Retrier;
}

export interface SendRequest {
  readonly acks: number;
  readonly timeout?: number;
  readonly compression?: number;
  readonly topicMessages: readonly { readonly topic: string; readonly messages: readonly Message[] }[];
}

export type SendMessages = (request: SendRequest) => Promise<readonly object[]>;

/** What a failed send carries: the messages that no broker has acknowledged. */
export interface Unsent {
  unsentMessages?: readonly Message[];
}

interface KafkajsError extends Error, Unsent {
  readonly type?: string;
  readonly retriable?: boolean;
  readonly host: string;
  readonly port: number;
}

const staleTypes = ["UNKNOWN_TOPIC_OR_PARTITION", "LEADER_NOT_AVAILABLE", "NOT_LEADER_FOR_PARTITION"];
const connectionNames = ["KafkaJSConnectionError", "KafkaJSConnectionClosedError"];

/** A nested retry that gave up is wrapped as not retriable, although its cause is mere weather. */
function unwrap(error: KafkajsError): KafkajsError {
  const exhausted = error.name === "KafkaJSNumberOfRetriesExceeded";
  return exhausted && error.cause instanceof Object ? (error.cause as KafkajsError) : error;
}

function needsFreshMetadata(error: KafkajsError): boolean {
  return (
    staleTypes.includes(error.type ?? "") ||
    connectionNames.includes(error.name) ||
    error.name === "KafkaJSMetadataNotLoaded" ||
    (error.name === "KafkaJSProtocolError" && error.retriable === true)
  );
}

/** A partition that somebody has named; one that a key leads to is always there. */
function assertPartition(topic: string, partition: number, known: readonly PartitionMetadata[]): void {
  if (known.some(({ partitionId }) => partitionId === partition)) return;
  throw new BrokerError("invalid_record", `${topic} has no partition ${partition}`);
}

/**
 * P2 and P3. kafkajs tracks success per broker and chooses partitions again on each attempt. When a leader moves to a
 * broker that has already answered, or a key-less record draws another partition, records are never sent (or sent
 * twice) and `send()` resolves all the same. Here partitions are chosen once, progress is kept per partition, and a
 * sequence, once given to a batch, stays with it: the broker may have written what it could not acknowledge.
 */
export function createSendMessages(dependencies: SendDependencies): SendMessages {
  const { logger, cluster, partitioner, eosManager, retrier } = dependencies;

  function plan(request: SendRequest): Set<PartitionSend> {
    const pending = new Set<PartitionSend>();
    for (const { topic, messages } of request.topicMessages) {
      const partitionMetadata = cluster.findTopicPartitionMetadata(topic);
      if (partitionMetadata.length === 0)
        throw Object.assign(new Error(`No metadata of topic ${topic}`), { name: "KafkaJSMetadataNotLoaded" });
      const groups = groupMessages({ topic, partitionMetadata, messages, partitioner });
      for (const [partition, group] of Object.entries(groups)) {
        assertPartition(topic, Number(partition), partitionMetadata);
        pending.add({ topic, partition: Number(partition), messages: group });
      }
    }
    return pending;
  }

  function byLeader(pending: Iterable<PartitionSend>): Map<string, PartitionSend[]> {
    const leaders = new Map<string, PartitionSend[]>();
    for (const send of pending) {
      const leader = Object.keys(cluster.findLeaderForPartitions(send.topic, [send.partition]))[0];
      if (leader === undefined)
        throw Object.assign(new Error(`No leader of ${send.topic}/${send.partition}`), {
          name: "KafkaJSMetadataNotLoaded",
        });
      leaders.set(leader, [...(leaders.get(leader) ?? []), send]);
    }
    return leaders;
  }

  async function produce(broker: NodeConnection, sends: readonly PartitionSend[], request: SendRequest) {
    const topics = [...new Set(sends.map((send) => send.topic))];
    const topicData = topics.map((topic) => ({
      topic,
      partitions: sends.filter((send) => send.topic === topic),
    }));
    await eosManager.acquireBrokerLock(broker);
    try {
      if (eosManager.isTransactional()) await eosManager.addPartitionsToTransaction(topicData);
      for (const send of sends) {
        if (send.firstSequence !== undefined) continue;
        send.firstSequence = eosManager.getSequence(send.topic, send.partition);
        eosManager.updateSequence(send.topic, send.partition, send.messages.length);
      }
      return await broker.produce({
        transactionalId: eosManager.isTransactional() ? eosManager.getTransactionalId() : undefined,
        producerId: eosManager.getProducerId(),
        producerEpoch: eosManager.getProducerEpoch(),
        acks: request.acks,
        timeout: request.timeout,
        compression: request.compression,
        topicData,
      });
    } finally {
      await eosManager.releaseBrokerLock(broker);
    }
  }

  return async (request) => {
    let pending: Set<PartitionSend> | undefined;
    const acknowledged: object[] = [];

    async function sendTo(nodeId: string, sends: readonly PartitionSend[]): Promise<void> {
      const broker = await cluster.findBroker({ nodeId });
      const response = await produce(broker, sends, request);
      for (const send of sends) pending?.delete(send);
      if (request.acks === 0) return;
      for (const { topicName, partitions } of response.topics as {
        topicName: string;
        partitions: object[];
      }[])
        acknowledged.push(...partitions.map((partition) => ({ topicName, ...partition })));
    }

    async function attempt(): Promise<void> {
      await cluster.addMultipleTargetTopics(request.topicMessages.map(({ topic }) => topic));
      await cluster.refreshMetadataIfNecessary();
      pending ??= plan(request);
      const outcomes = await Promise.allSettled(
        [...byLeader(pending)].map(([nodeId, sends]) => sendTo(nodeId, sends)),
      );
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    }

    return retrier(async (bail, retryCount, retryTime) => {
      try {
        await attempt();
      } catch (caught) {
        const error = unwrap(caught as KafkajsError);
        if (pending !== undefined) error.unsentMessages = [...pending].flatMap((send) => send.messages);
        logger.warn(`Failed to send messages: ${error.message}`, { retryCount, retryTime });
        if (error.name === "KafkaJSConnectionClosedError")
          cluster.removeBroker({ host: error.host, port: error.port });
        if (!cluster.isConnected()) {
          await cluster.connect();
          await cluster.refreshMetadata();
          throw error;
        }
        if (needsFreshMetadata(error)) {
          await cluster.refreshMetadata();
          throw error;
        }
        if (error.retriable === true) throw error;
        bail(error);
      }
      return acknowledged;
    });
  };
}

export function patchSendMessages(modules: KafkajsModules): void {
  modules.replace("src/producer/sendMessages.js", createSendMessages);
}
