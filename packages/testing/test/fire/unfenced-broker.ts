import { setTimeout as sleep } from "node:timers/promises";
import { type Broker, BrokerError, type Publisher, type Tenure } from "@tributary/kafka";
import { brokerWith } from "./broker-with.ts";

/**
 * Unsafe, to prove that the fire tells: the same records, published without a transaction, and then the offsets. A
 * zombie's write lands after its successor's, and what was published before a crash is published again.
 */
export function unfencedBroker(broker: Broker, windows: { readonly beforeCommitMs: number }): Broker {
  const tenures = new Map<string, Tenure>();
  const publishers = new Map<string, Promise<Publisher>>();
  const publisherOf = (topic: string): Promise<Publisher> => {
    const known = publishers.get(topic) ?? broker.openPublisher({ topic, whenFull: "wait" });
    publishers.set(topic, known);
    return known;
  };
  return brokerWith(broker, {
    joinGroup: async (options) => {
      const member = await broker.joinGroup(options);
      const run = member.run.bind(member);
      member.run = (worker, signal) =>
        run(
          {
            begin: (tenure) => {
              tenures.set(`${tenure.topic}-${tenure.partition}`, tenure);
              return worker.begin(tenure);
            },
            work: (chunk, tenure) => worker.work(chunk, tenure),
            end: (tenure) => worker.end(tenure),
          },
          signal,
        );
      return member;
    },
    openTransactor: async () => ({
      commit: async (records, offsets) => {
        await sleep(windows.beforeCommitMs);
        await Promise.all(records.map(async (record) => (await publisherOf(record.topic)).publish(record)));
        for (const { topic, partition, offset } of offsets) {
          const tenure = tenures.get(`${topic}-${partition}`);
          if (tenure === undefined) throw new BrokerError("expelled", `partition ${partition} is not ours`);
          await tenure.commit(offset);
        }
      },
      close: async () => undefined,
    }),
  });
}
