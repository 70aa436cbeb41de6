import { type Broker, type GroupWorker, openKafkaBroker, openOperator } from "@tributary/kafka";
import { stackInUse } from "./stack-in-use.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Has a group without members commit the end of a topic on the stack in use, as if it had worked through all of it. A test
 * of a slow consumer then waits for its own records, and not for those of every test before it.
 */
export async function passOver(group: string, topic: string): Promise<void> {
  const kafka = { clientId: "pass-over", brokers: stackInUse().kafkaBrokers, log: silent };
  const operator = await openOperator(kafka);
  const ends = await operator.bounds(topic).finally(() => operator.close());
  const broker = await openKafkaBroker(kafka);
  try {
    await commitAll(
      broker,
      { group, topic },
      ends.map(({ end }) => end),
    );
  } finally {
    await broker.close();
  }
}

async function commitAll(
  broker: Broker,
  { group, topic }: { readonly group: string; readonly topic: string },
  ends: readonly number[],
): Promise<void> {
  const left = new Set(ends.keys());
  const done = new AbortController();
  const worker: GroupWorker = {
    async begin(tenure) {
      const end = ends[tenure.partition] ?? tenure.logStart;
      await tenure.commit(end);
      left.delete(tenure.partition);
      if (left.size === 0) done.abort();
      return end;
    },
    work: async ({ nextOffset }) => ({ next: nextOffset }),
    async end() {},
  };
  const member = await broker.joinGroup({ group, topics: [topic] });
  await member.run(worker, done.signal);
}
