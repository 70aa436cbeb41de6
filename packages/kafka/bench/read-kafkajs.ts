import { Kafka, logLevel } from "kafkajs";
import { measure, workload } from "./workload.ts";

/** Stock kafkajs, a new group from the beginning, whole batches. */
const { topic, records, brokers } = workload();
const consumer = new Kafka({ clientId: "bench", brokers, logLevel: logLevel.ERROR }).consumer({
  groupId: `bench-${process.pid}-${Date.now()}`,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
const joined = Promise.withResolvers<void>();
consumer.on("consumer.group_join", () => joined.resolve());
let seen = 0;
const done = Promise.withResolvers<void>();
const start = Promise.withResolvers<void>();
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => {
    await start.promise;
    seen += batch.messages.length;
    if (seen >= records) done.resolve();
  },
});
await joined.promise; // joining a group is not what is measured
await measure(records, async () => {
  start.resolve();
  await done.promise;
});
await consumer.disconnect();
