import { BrokerError, typeOf } from "../broker-error.ts";
import type { TopicPartition } from "../group.ts";
import { describeGroups } from "../kafkajs/kafkajs.ts";
import type { GroupDescription, Operator } from "../operator.ts";
import { logEnds, logStarts } from "../reading/log-offsets.ts";
import { ClusterSession } from "./cluster-session.ts";
import type { OperatorCluster, OperatorNode } from "./operator-cluster.ts";
import { type RecordsRead, readCommitted } from "./read-committed.ts";

/** Kafka's own topics, such as `__consumer_offsets`. */
const isInner = (topic: string) => topic.startsWith("__");
/** Of consumers, or of nobody any more: an empty group whose offsets were committed without members has no type. */
const consumerTypes: readonly string[] = ["consumer", ""];

const byName =
  <T>(name: (item: T) => string) =>
  (a: T, b: T) =>
    name(a) < name(b) ? -1 : 1;

function topicsOf(cluster: OperatorCluster): string[] {
  return (cluster.brokerPool.metadata?.topicMetadata ?? []).map(({ topic }) => topic);
}

/** A topic that is not in the metadata may have been made since it was fetched. */
async function locate(cluster: OperatorCluster, topic: string): Promise<void> {
  await cluster.refreshMetadataIfNecessary();
  if (topicsOf(cluster).includes(topic)) return;
  await cluster.refreshMetadata();
  if (!topicsOf(cluster).includes(topic))
    throw new BrokerError("unknown_topic", `topic ${topic} does not exist`);
}

export class KafkaOperator implements Operator {
  readonly #session: ClusterSession;

  constructor(connect: () => Promise<OperatorCluster>) {
    this.#session = new ClusterSession(connect);
  }

  groups(): Promise<readonly GroupDescription[]> {
    return this.#session.use("list the groups", async (cluster) => {
      await cluster.refreshMetadata();
      const names = new Set<string>();
      for (const nodeId of cluster.getNodeIds()) {
        const { groups } = await (await cluster.findBroker({ nodeId })).listGroups();
        for (const { groupId, protocolType } of groups)
          if (consumerTypes.includes(protocolType)) names.add(groupId);
      }
      const coordinators = new Map<number, { readonly node: OperatorNode; readonly groups: string[] }>();
      for (const group of names) {
        const node = await cluster.findGroupCoordinator({ groupId: group });
        const known = coordinators.get(node.nodeId);
        if (known === undefined) coordinators.set(node.nodeId, { node, groups: [group] });
        else known.groups.push(group);
      }
      const described = await Promise.all(
        [...coordinators.values()].map(({ node, groups }) => describeGroups(node, groups)),
      );
      return described.flat().sort(byName(({ group }) => group));
    });
  }

  committed(group: string): Promise<readonly (TopicPartition & { readonly offset: number })[]> {
    return this.#session.use(`read the offsets of ${group}`, async (cluster) => {
      const coordinator = await cluster.findGroupCoordinator({ groupId: group });
      const { responses } = await coordinator.offsetFetch({ groupId: group, topics: [] });
      return responses
        .flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) })),
        )
        .filter(({ offset }) => offset >= 0);
    });
  }

  topics(): Promise<readonly string[]> {
    return this.#session.use("list the topics", async (cluster) => {
      await cluster.refreshMetadata();
      return topicsOf(cluster)
        .filter((topic) => !isInner(topic))
        .sort();
    });
  }

  bounds(topic: string): Promise<readonly { readonly start: number; readonly end: number }[]> {
    return this.#session.use(`find the ends of ${topic}`, async (cluster) => {
      await locate(cluster, topic);
      const [starts, ends] = await Promise.all([logStarts(cluster, topic), logEnds(cluster, topic)]);
      return ends.map((end, partition) => ({ start: starts[partition] ?? 0, end }));
    });
  }

  read(at: TopicPartition & { readonly offset: number }, limit: number): Promise<RecordsRead> {
    return this.#session.use(`read ${at.topic}`, async (cluster) => {
      await locate(cluster, at.topic);
      return readCommitted(cluster, at, limit);
    });
  }

  deleteBefore({ topic, partition, offset }: TopicPartition & { readonly offset: number }): Promise<void> {
    return this.#session.use(`delete from ${topic}`, async (cluster) => {
      await locate(cluster, topic);
      const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
      if (nodeId === undefined)
        throw new BrokerError("unknown_topic", `topic ${topic} has no partition ${partition}`);
      const partitions = [{ partition, offset: String(offset) }];
      await (await cluster.findBroker({ nodeId }))
        .deleteRecords({ topics: [{ topic, partitions }] })
        .catch((error) => {
          throw deletionError(error, `${topic} ${partition}`);
        });
    });
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

/** kafkajs hides what the broker said in a list of partitions; two of its words no retry mends. */
function deletionError(
  error: { readonly partitions?: readonly { readonly error: unknown }[] },
  where: string,
) {
  const told = error.partitions?.[0]?.error ?? error;
  if (typeOf(told) === "POLICY_VIOLATION")
    return new BrokerError(
      "conflict",
      `delete from ${where}: the topic is compacted, not of policy delete`,
      told,
    );
  if (typeOf(told) === "OFFSET_OUT_OF_RANGE")
    return new BrokerError("conflict", `delete from ${where}: the offset is beyond the end`, told);
  return told;
}
