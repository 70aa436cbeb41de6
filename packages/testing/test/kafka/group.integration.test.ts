import { randomBytes } from "node:crypto";
import {
  type Broker,
  type GroupMember,
  type GroupOptions,
  type GroupWorker,
  openKafkaBroker,
  provision,
} from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { NotingWorker } from "./noting-worker.ts";
import { silentLog } from "./silent-log.ts";

const kafka = () => ({ clientId: "group-test", brokers: stackInUse().kafkaBrokers, log: silentLog });
const partitions = 4;
let broker: Broker;
const running: Running[] = [];

beforeAll(async () => {
  broker = await openKafkaBroker(kafka());
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});
afterAll(async () => {
  await broker.close();
});

interface Running {
  readonly member: GroupMember;
  readonly finished: Promise<void>;
  stop(): Promise<void>;
}

async function newTopic(count = partitions): Promise<string> {
  const name = `test.group.${randomBytes(5).toString("hex")}`;
  const cleanup = { policy: "delete", retentionMs: 86_400_000 } as const;
  await provision({ kafka: kafka(), topics: [{ name, partitions: count, cleanup }], replicationFactor: 1 });
  return name;
}

/** `count` records to each partition, whose values go on from `from`. */
async function fill(topic: string, count: number, from = 0, only?: readonly number[]): Promise<void> {
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  const records = (only ?? [...Array(partitions).keys()]).flatMap((partition) =>
    Array.from({ length: count }, (_, index) => ({ partition, value: Buffer.from(String(from + index)) })),
  );
  await Promise.all(records.map((record) => publisher.publish({ ...record, key: "k" })));
  await publisher.close();
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => String(from + index));

async function join(topic: string, worker: GroupWorker, options: Partial<GroupOptions> = {}): Promise<Running> {
  const settings = { group: `group-of-${topic}`, topics: [topic], sessionTimeoutMs: 6_000, ...options };
  const member = await broker.joinGroup(settings);
  const stopping = new AbortController();
  const finished = member.run(worker, stopping.signal);
  const stop = async () => {
    stopping.abort();
    await finished.catch(() => undefined);
  };
  const one = { member, finished, stop };
  running.push(one);
  return one;
}

const held = ({ member }: Running) => (member.assignment ?? []).map(({ partition }) => partition);

async function holds(one: Running, count: number): Promise<void> {
  await eventually(() => expect(held(one)).toHaveLength(count));
}

test("two members share four partitions; everything comes once and in order per partition", async () => {
  const topic = await newTopic();
  const [left, right] = [new NotingWorker(), new NotingWorker()];
  const one = await join(topic, left);
  const other = await join(topic, right);
  await holds(one, 2);
  await holds(other, 2);
  expect([...held(one), ...held(other)].sort()).toEqual([0, 1, 2, 3]);

  await fill(topic, 3_000);
  await eventually(() => expect(left.taken + right.taken).toBe(4 * 3_000));

  for (const partition of [0, 1, 2, 3])
    expect([...left.values(partition), ...right.values(partition)]).toEqual(numbers(3_000));
  expect(one.member.status.failingSince).toBeUndefined();
  expect(one.member.workingSince).toBeUndefined();
});

test("what was committed is not delivered again, to the same group", async () => {
  const topic = await newTopic(1);
  await fill(topic, 10, 0, [0]);
  const first = new NotingWorker();
  const one = await join(topic, first);
  await eventually(() => expect(first.values(0)).toEqual(numbers(10)));
  await one.stop();
  await one.finished;
  expect(first.tenures).toEqual(["begin 0 at 0", "end 0"]);
  await fill(topic, 5, 10, [0]);

  const second = new NotingWorker();
  await join(topic, second);

  await eventually(() => expect(second.values(0)).toEqual(numbers(5, 10)));
  expect(second.tenures).toEqual(["begin 0 at 10"]);
});
