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
import { MemberProcess } from "./member-process.ts";
import { NotingWorker } from "./noting-worker.ts";
import { silentLog } from "./silent-log.ts";

const kafka = () => ({ clientId: "group-test", brokers: stackInUse().kafkaBrokers, log: silentLog });
const partitions = 4;
let broker: Broker;
const running: Running[] = [];
const processes: MemberProcess[] = [];

beforeAll(async () => {
  broker = await openKafkaBroker(kafka());
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.kill()));
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

const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => String(from + index));

async function join(
  topic: string,
  worker: GroupWorker,
  options: Partial<GroupOptions> = {},
): Promise<Running> {
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

function spawnMember(topic: string, settings: { recordMs: number; instanceId?: string }): MemberProcess {
  const child = new MemberProcess({ topic, group: `group-of-${topic}`, ...settings });
  processes.push(child);
  return child;
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
  await eventually(() => expect(one.member.workingSince).toBeUndefined());
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

test("a third member leaves those tenures alone that stay where they are", async () => {
  const topic = await newTopic();
  const workers = [new NotingWorker(), new NotingWorker(), new NotingWorker()] as const;
  const one = await join(topic, workers[0]);
  const other = await join(topic, workers[1]);
  await eventually(() => expect(workers.map(({ open }) => open.size)).toEqual([2, 2, 0]));
  const before = workers.map(({ open, tenures }) => ({ open: new Map(open), lines: tenures.length }));
  await fill(topic, 100);

  const third = await join(topic, workers[2]);
  await holds(third, 1);
  await eventually(() => expect(held(one).length + held(other).length).toBe(3));
  await fill(topic, 100, 100);
  await eventually(() => expect(workers.reduce((sum, { taken }) => sum + taken, 0)).toBe(4 * 200));

  const moved = held(third)[0] as number;
  for (const [index, worker] of workers.slice(0, 2).entries()) {
    const { open, lines } = before[index] as (typeof before)[number];
    expect(worker.tenures.slice(lines)).toEqual(open.has(moved) ? [`end ${moved}`] : []);
    for (const [partition, tenure] of worker.open) expect(open.get(partition)).toBe(tenure);
  }
  for (const partition of [0, 1, 2, 3])
    expect(workers.flatMap((worker) => worker.values(partition))).toEqual(numbers(200));
});

test("a member that is killed is replaced, and what it had committed is not done again", async () => {
  const topic = await newTopic();
  await fill(topic, 50);
  const child = spawnMember(topic, { recordMs: 20 });
  await eventually(() => expect(child.held).toHaveLength(4));
  await eventually(() => expect(child.values(0).length).toBeGreaterThan(5));
  await child.kill();

  const worker = new NotingWorker();
  await join(topic, worker);
  await eventually(() => expect(worker.values(3).at(-1)).toBe("49"));
  await eventually(() => expect(worker.values(0).at(-1)).toBe("49"));

  for (const partition of [0, 1, 2, 3]) {
    const done = child.values(partition);
    const [first] = worker.values(partition);
    // The record in hand at the kill may have been taken without being committed, no other.
    expect([done.length - 1, done.length]).toContain(Number(first));
    expect(worker.values(partition)).toEqual(numbers(50 - Number(first), Number(first)));
  }
});

test("a member that was stopped for longer than the session is told so before its next effect", async () => {
  const topic = await newTopic(1);
  await fill(topic, 500, 0, [0]);
  const child = spawnMember(topic, { recordMs: 20 });
  await eventually(() => expect(child.values(0).length).toBeGreaterThan(5));
  const worker = new NotingWorker();
  const one = await join(topic, worker);
  await eventually(() => expect(one.member.rebalances).toBeGreaterThan(0));
  expect(held(one)).toEqual([]);
  const before = child.values(0).length;
  await eventually(() => expect(child.values(0).length).toBeGreaterThan(before));

  child.signal("SIGSTOP");
  await holds(one, 1);
  await eventually(() => expect(worker.values(0).at(-1)).toBe("499"));
  const taken = child.values(0).length;
  child.signal("SIGCONT");

  const since = () => child.told.slice(child.told.findLastIndex((line) => line.taken === 0) + 1);
  await eventually(() => expect(since().slice(0, 2)).toEqual([{ refused: 0, code: "expelled" }, { end: 0 }]));
  expect(child.values(0)).toHaveLength(taken);
  expect([taken - 1, taken]).toContain(Number(worker.values(0)[0]));
  // It is a member again, and since nothing is left to do it idles.
  await eventually(() => expect(child.told.at(-1)).toEqual({ end: 0 }));
});

test("a static member that returns gets its partitions back, and the other notices nothing", async () => {
  const topic = await newTopic();
  const worker = new NotingWorker();
  const child = spawnMember(topic, { recordMs: 5, instanceId: "a" });
  await eventually(() => expect(child.held).toHaveLength(4));
  const other = await join(topic, worker, { instanceId: "b" });
  await holds(other, 2);
  await eventually(() => expect(child.held).toHaveLength(2));
  const rebalances = other.member.rebalances;
  const before = child.held;
  child.signal("SIGTERM");
  await child.ended();
  expect(child.told.at(-1)).toEqual({ left: true });

  const again = spawnMember(topic, { recordMs: 5, instanceId: "a" });
  await eventually(() => expect(again.held.sort()).toEqual(before.sort()));
  await fill(topic, 20);
  await eventually(() => expect(worker.taken + [0, 1, 2, 3].flatMap((p) => again.values(p)).length).toBe(80));

  expect(other.member.rebalances).toBe(rebalances);
  expect(worker.tenures.filter((line) => line.startsWith("end"))).toEqual([]);
});

test("a member whose instance id another process takes gives way with a conflict", async () => {
  const topic = await newTopic(1);
  const one = await join(topic, new NotingWorker(), { instanceId: "same" });
  await holds(one, 1);
  const outcome = one.finished.catch((error) => error);

  const other = await join(topic, new NotingWorker(), { instanceId: "same" });

  expect(await outcome).toMatchObject({ name: "BrokerError", code: "conflict" });
  await holds(other, 1);
});

test("a member beyond the number of partitions idles in good health, and takes over when one goes", async () => {
  const topic = await newTopic(1);
  const [first, second] = [new NotingWorker(), new NotingWorker()];
  const one = await join(topic, first);
  await holds(one, 1);
  const other = await join(topic, second);
  await eventually(() => expect(other.member.assignment).toEqual([]));
  expect(other.member.status.failingSince).toBeUndefined();
  expect(first.tenures).toEqual(["begin 0 at 0"]);

  await one.stop();

  await holds(other, 1);
});

test("partitions do not wait for one that hangs or pauses", async () => {
  const topic = await newTopic();
  const gate = Promise.withResolvers<void>();
  const worker = new NotingWorker();
  const patient = new NotingWorker(async (chunk, tenure) => {
    if (chunk.partition === 0) await gate.promise;
    if (chunk.partition === 1) return { next: chunk.records[0]?.offset ?? 0, pauseMs: 600_000 };
    worker.chunks.push(chunk);
    await tenure.commit(chunk.nextOffset);
    return { next: chunk.nextOffset };
  });
  const one = await join(topic, patient);
  await holds(one, 4);
  await fill(topic, 5_000);
  await fill(topic, 5_000, 5_000);

  await eventually(() => expect(worker.values(2).length + worker.values(3).length).toBe(20_000));
  expect(worker.values(2)).toEqual(numbers(10_000));
  expect(worker.values(0)).toEqual([]);
  expect(one.member.workingSince).toBeDefined();

  gate.resolve();
  await eventually(() => expect(worker.values(0)).toEqual(numbers(10_000)));
  expect(worker.values(1)).toEqual([]);
});

test("a smaller next brings the same records again", async () => {
  const topic = await newTopic(1);
  await fill(topic, 100, 0, [0]);
  const seen: string[] = [];
  const halting = new NotingWorker(async ({ records, nextOffset }) => {
    const [first] = records;
    seen.push(`${first?.offset}`);
    if (first !== undefined && first.offset < 90) return { next: first.offset + 30, pauseMs: 10 };
    return { next: nextOffset };
  });
  await join(topic, halting);

  await eventually(() => expect(seen).toEqual(["0", "30", "60", "90"]));
});

test("what the worker throws ends the run, after the tenures, and the group goes on without it", async () => {
  const topic = await newTopic();
  const broken = new TypeError("broken step");
  const failing = new NotingWorker(async () => {
    throw broken;
  });
  const one = await join(topic, failing);
  await holds(one, 4);
  const outcome = one.finished.catch((error) => error);
  await fill(topic, 1, 0, [2]);

  expect(await outcome).toBe(broken);
  expect(failing.open.size).toBe(0);
  // It has left: the next member need not wait for the session time-out.
  const worker = new NotingWorker();
  await join(topic, worker);
  await eventually(() => expect(worker.values(2)).toEqual(["0"]), 5_000);
});

test("a topic that does not exist is refused by name", async () => {
  await expect(
    broker.joinGroup({ group: "group-of-nothing", topics: ["test.group.missing"] }),
  ).rejects.toMatchObject({ name: "BrokerError", code: "unknown_topic" });
});
