import { randomBytes } from "node:crypto";
import {
  controlTopic,
  controlTopicName,
  type DeadLetter,
  deadLetterHeaders,
  deadLetterTopic,
  deadLetterTopicName,
  vehiclePosition,
} from "@tributary/contracts";
import {
  type Broker,
  type Operator,
  type OutgoingRecord,
  openCodec,
  openKafkaBroker,
  openOperator,
  provision,
} from "@tributary/kafka";
import { stackInUse, testTopic } from "@tributary/testing";
import { createOperations } from "../src/create-operations.ts";
import type { Operations } from "../src/operations.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A consumer's topics on the real broker, under names of their own, and hands to write to them as it would. */
export interface RealGroup {
  readonly group: string;
  /** Its input, of two partitions. */
  readonly topic: ReturnType<typeof testTopic<Parameters<typeof vehiclePosition.key>[0]>>;
  readonly operations: Operations;
  readonly operator: Operator;
  readonly broker: Broker;
  readonly encode: (value: Parameters<typeof vehiclePosition.key>[0]) => Buffer;
  write(topic: string, record: OutgoingRecord): Promise<void>;
  /** Buries a record in partition 0 or as told. */
  bury(letter: Partial<DeadLetter>, record?: Partial<OutgoingRecord>): Promise<void>;
  trip(reason: string, at: number): Promise<void>;
  close(): Promise<void>;
}

export async function openRealGroup(): Promise<RealGroup> {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  const group = `taker-${randomBytes(5).toString("hex")}`;
  const topic = testTopic(vehiclePosition, { partitions: 2 });
  const kafka = { clientId: group, brokers: kafkaBrokers, log: silent };
  const registry = { registryUrl: schemaRegistryUrl };
  const topics = [topic, deadLetterTopic(group, 2), controlTopic(group)];
  await provision({ kafka, registry, topics, replicationFactor: 1 });
  const codec = openCodec({ ...registry, log: silent });
  const encoder = await codec.encoder(topic, new AbortController().signal);
  const broker = await openKafkaBroker(kafka);
  const operator = await openOperator(kafka);
  const write = async (name: string, record: OutgoingRecord) => {
    const publisher = await broker.openPublisher({ topic: name, whenFull: "wait" });
    await publisher.publish(record);
    await publisher.close();
  };
  return {
    group,
    topic,
    broker,
    operator,
    encode: (value) => encoder.encode(value),
    operations: createOperations({
      operator,
      broker,
      codec,
      topics: [topic],
      now: Date.now,
      log: silent,
      by: "test",
    }),
    write,
    bury: (letter, record = {}) =>
      write(deadLetterTopicName(group), {
        key: "k",
        value: Buffer.from("v"),
        partition: 0,
        ...record,
        headers: { ...record.headers, ...deadLetterHeaders({ ...usual(group, topic.name), ...letter }) },
      }),
    trip: (reason, at) =>
      write(controlTopicName(group), { key: "trip", value: Buffer.from(JSON.stringify({ reason, at })) }),
    close: async () => {
      await Promise.all([operator.close(), broker.close()]);
    },
  };
}

const usual = (group: string, topic: string): DeadLetter => ({
  topic,
  partition: 0,
  offset: 0,
  timestamp: 1_790_000_000_000,
  group,
  service: group,
  version: "1.2.3",
  stage: "process",
  error: "TypeError",
  message: "x is not a function",
  attempts: 1,
  firstSeen: 1_790_000_001_000,
});
