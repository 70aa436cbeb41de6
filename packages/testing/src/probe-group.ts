import {
  controlTopic,
  controlTopicName,
  type DeadLetter,
  deadLetterHeaders,
  deadLetterTopic,
  deadLetterTopicName,
  type Topic,
} from "@tributary/contracts";
import {
  type GroupWorker,
  type IncomingRecord,
  type OutgoingRecord,
  openCodec,
  openKafkaBroker,
  type Publisher,
  provision,
} from "@tributary/kafka";
import { eventually } from "./eventually.ts";
import type { StackInUse } from "./stack-in-use.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };

export interface ProbeGroupOptions<T> extends StackInUse {
  readonly group: string;
  /** Its only input. */
  readonly topic: Topic<T>;
}

/** A consumer group of the test's own, with one member, that works when it is let and buries what it is told to. */
export interface ProbeGroup<T> {
  /** Every record of the input that the member was handed. */
  readonly heard: readonly IncomingRecord[];
  /** Writes to the input, and resolves with the record as the member was handed it. */
  write(key: string, value: Buffer): Promise<IncomingRecord>;
  /** From now on it commits nothing, so that the group falls behind; or works on. */
  hold(held: boolean): void;
  bury(record: IncomingRecord, letter: Pick<DeadLetter, "stage" | "error" | "message">): Promise<void>;
  trip(reason: string): Promise<void>;
  encode(value: T): Buffer;
  stop(): Promise<void>;
}

/** Makes the group's topics, its input included, and joins. */
export async function startProbeGroup<T>(options: ProbeGroupOptions<T>): Promise<ProbeGroup<T>> {
  const { group, topic: input, kafkaBrokers: brokers, schemaRegistryUrl: registryUrl } = options;
  const kafka = { clientId: group, brokers, log };
  const registry = { registryUrl };
  const topics = [input, deadLetterTopic(group, input.partitions), controlTopic(group)];
  await provision({ kafka, registry, topics, replicationFactor: 1 });
  const encoder = await openCodec({ ...registry, log }).encoder(input, new AbortController().signal);
  const broker = await openKafkaBroker(kafka);
  const heard: IncomingRecord[] = [];
  let held = false;
  const worker: GroupWorker = {
    begin: async ({ committed, logStart }) => committed ?? logStart,
    work: async ({ records, nextOffset }, tenure) => {
      heard.push(...records.filter((one) => !heard.some((old) => isSame(old, one))));
      if (held) return { next: records[0]?.offset ?? nextOffset, pauseMs: 200 };
      await tenure.commit(nextOffset);
      return { next: nextOffset };
    },
    end: async () => {},
  };
  const member = await broker.joinGroup({ group, topics: [input.name] });
  const stop = new AbortController();
  const running = member.run(worker, stop.signal);
  const publishers = new Map<string, Publisher>();
  const send = async (topic: string, record: OutgoingRecord): Promise<void> => {
    const publisher = publishers.get(topic) ?? (await broker.openPublisher({ topic, whenFull: "wait" }));
    publishers.set(topic, publisher);
    await publisher.publish(record);
  };
  return {
    heard,
    async write(key, value) {
      const before = heard.length;
      await send(input.name, { key, value });
      await eventually(async () => {
        if (heard.length === before) throw new Error("the member has not been handed it yet");
      });
      return heard.at(-1) as IncomingRecord;
    },
    hold: (now) => {
      held = now;
    },
    async bury(record, { stage, error, message }) {
      const { topic, partition, offset, timestamp, key, value } = record;
      const headers = deadLetterHeaders({
        ...{ topic, partition, offset, timestamp, group, stage, error, message },
        service: group,
        version: "1.4.0",
        attempts: 1,
        firstSeen: timestamp + 5,
      });
      await send(deadLetterTopicName(group), { key, value, headers, partition });
    },
    async trip(reason) {
      const at = Date.now();
      const value = Buffer.from(JSON.stringify({ reason, at, topic: input.name, partition: 0 }));
      await send(controlTopicName(group), { key: "trip", value });
    },
    encode: (value) => encoder.encode(value),
    async stop() {
      stop.abort();
      await running;
      await broker.close();
    },
  };
}

function isSame(a: IncomingRecord, b: IncomingRecord): boolean {
  return a.partition === b.partition && a.offset === b.offset;
}
