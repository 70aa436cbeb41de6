import type { BrokerUnderTest } from "../../src/conformance/broker-under-test.ts";
import { startProbe } from "../../src/conformance/group-probe.ts";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";

/** The cluster in memory, as the conformance suite takes hold of it. */
export async function memoryUnderTest(): Promise<BrokerUnderTest> {
  const cluster = new MemoryCluster();
  return {
    openBroker: async () => cluster.openBroker(),
    createTopic: async (name, { partitions, isCompacted = false }) => {
      const cleanup = isCompacted ? ({ policy: "compact" } as const) : undefined;
      cluster.createTopic({ name, partitions, ...(cleanup && { cleanup }) });
    },
    startDoomed: async ({ group, topic }) => {
      const broker = cluster.openBroker();
      const work = async ({ nextOffset: next }: { readonly nextOffset: number }) => ({ next });
      const probe = await startProbe(broker, { group, topics: [topic] }, { work });
      return {
        get values() {
          return probe.values();
        },
        crash: async () => {
          broker.kill();
          cluster.expireSessions();
        },
      };
    },
    outlastSession: async (group) => {
      const { members = [] } =
        (await cluster.openOperator().groups()).find((each) => each.group === group) ?? {};
      for (const { memberId } of members) cluster.expel(group, memberId);
    },
    deleteBefore: async ({ topic, partition, offset }) => cluster.deleteBefore(topic, partition, offset),
    compact: async (topic) => cluster.compact(topic),
    close: async () => undefined,
  };
}
