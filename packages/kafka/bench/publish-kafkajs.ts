import { Kafka, logLevel, Partitioners } from "kafkajs";
import { measure, recordAt, workload } from "./workload.ts";

/** Stock kafkajs as its documentation shows it, 1,000 records a `send`: the batch size at which it is quickest. */
const { topic, records, brokers } = workload();
const producer = new Kafka({ clientId: "bench", brokers, logLevel: logLevel.ERROR }).producer({
  allowAutoTopicCreation: false,
  createPartitioner: Partitioners.DefaultPartitioner,
});
await producer.connect();
await measure(records, async () => {
  for (let start = 0; start < records; start += 1_000) {
    const length = Math.min(1_000, records - start);
    const messages = Array.from({ length }, (_, index) => recordAt(start + index));
    await producer.send({ topic, messages, acks: -1 });
  }
});
await producer.disconnect();
