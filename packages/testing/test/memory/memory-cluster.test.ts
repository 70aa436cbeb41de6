import { BrokerError } from "@tributary/kafka";
import { type ProbeOptions, startProbe } from "../../src/conformance/group-probe.ts";
import { numbered, numbers, record } from "../../src/conformance/scene.ts";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";

const topic = "readings";
const group = "readers";

let cluster: MemoryCluster;
beforeEach(() => {
  cluster = new MemoryCluster();
  cluster.createTopic({ name: topic, partitions: 2 });
});

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop().catch(() => undefined)));
});

async function member(options: ProbeOptions & { readonly instanceId?: string } = {}) {
  const broker = cluster.openBroker();
  const { instanceId } = options;
  const joining = { group, topics: [topic], ...(instanceId !== undefined && { instanceId }) };
  const probe = await startProbe(broker, joining, options);
  stops.push(() => probe.stop());
  return Object.assign(probe, { broker });
}

const values = (name = topic) => cluster.records(name).map(({ value }) => String(value));
const memberIds = async () => {
  const groups = await cluster.openOperator().groups();
  return groups.flatMap(({ members }) => members.map(({ memberId }) => memberId));
};

/** Lets everything happen that does not wait for the test. */
async function turns() {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** A promise that the test settles, for what is to last until then. */
const gate = () => Promise.withResolvers<void>();

describe("logs", () => {
  test("time stamps are the handed-in clock's; without one, time goes on with every batch", () => {
    let now = 5;
    const timed = new MemoryCluster({ now: () => now });
    timed.createTopic({ name: topic });
    timed.append(topic, ...numbered(2));
    now = 9;
    timed.append(topic, ...numbered(1));
    cluster.append(topic, ...numbered(1));
    cluster.append(topic, ...numbered(1));

    expect(timed.records(topic).map(({ timestamp }) => timestamp)).toEqual([5, 5, 9]);
    const [first, second] = cluster.records(topic).map(({ timestamp }) => timestamp);
    expect([first, second]).toEqual([Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + 1]);
    expect(cluster.now()).toBe(Date.UTC(2026, 0, 1) + 2);
  });

  test("records of several partitions are told in the order in which they came", () => {
    for (const partition of [1, 0, 1]) cluster.append(topic, { key: "k", value: null, partition });

    expect(cluster.records(topic).map(({ partition, offset }) => [partition, offset])).toEqual([
      [1, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  test("what was published does not change with the buffer it came in", () => {
    const value = Buffer.from("before");
    cluster.append(topic, { key: "k", value, headers: { h: value } });
    value.write("after!");

    expect(cluster.records(topic)[0]).toMatchObject({
      value: Buffer.from("before"),
      headers: { h: Buffer.from("before") },
    });
  });

  test("a smaller limit of a topic counts", () => {
    cluster.createTopic({ name: "small", maxMessageBytes: 200 });

    expect(() => cluster.append("small", { key: "k", value: Buffer.alloc(150) })).toThrow("takes 200");
    expect(() => cluster.append("small", { key: "k", value: Buffer.alloc(50) })).not.toThrow();
  });

  test("an open transaction holds up readers at its first record, also for what others write after it", async () => {
    const transaction = cluster.beginTransaction();
    cluster.append(topic, ...numbered(1, { partition: 0 }));
    transaction.send(topic, numbered(1, { partition: 0 }, 1));
    cluster.append(topic, ...numbered(1, { partition: 0 }, 2));
    const operator = cluster.openOperator();
    expect([values(), await operator.bounds(topic)]).toEqual([
      ["0"],
      [
        { start: 0, end: 1 },
        { start: 0, end: 0 },
      ],
    ]);

    transaction.commit();

    expect([values(), (await operator.bounds(topic))[0]?.end]).toEqual([["0", "1", "2"], 4]);
  });

  test("two open transactions: the second may be decided first, and is seen when the first is", () => {
    const [first, second] = [cluster.beginTransaction(), cluster.beginTransaction()];
    first.send(topic, numbered(1, { partition: 0 }));
    second.send(topic, numbered(1, { partition: 0 }, 1));
    second.commit();
    expect(values()).toEqual([]);

    first.abort();

    expect(values()).toEqual(["1"]);
  });

  test("compaction leaves what is undecided, and drops tombstones when told to", () => {
    cluster.createTopic({ name: "table", cleanup: { policy: "compact" } });
    const put = (key: string, value: string | null) =>
      cluster.append("table", { key, value: value === null ? null : Buffer.from(value) });
    put("a", "1");
    put("b", "1");
    put("a", null);
    const open = cluster.beginTransaction();
    open.send("table", [{ key: "b", value: Buffer.from("2") }]);

    cluster.compact("table");
    expect(cluster.records("table").map(({ key, value }) => [String(key), value && String(value)])).toEqual([
      ["b", "1"],
      ["a", null],
    ]);
    open.commit();
    cluster.compact("table", { dropTombstones: true });

    expect(cluster.records("table")).toMatchObject([
      { key: Buffer.from("b"), value: Buffer.from("2"), offset: 3 },
    ]);
  });

  test("a reader begins at a time, at given offsets, or at the log's start when it knew a longer one", async () => {
    cluster.append(topic, ...numbered(1, { partition: 0 }));
    cluster.append(topic, ...numbered(1, { partition: 0 }, 1));
    const broker = cluster.openBroker();
    const from = async (position: Parameters<typeof broker.openReader>[0]["from"]) =>
      (await broker.openReader({ topic, from: position })).position;

    expect(await from({ at: "time", timestamp: Date.UTC(2026, 0, 1) + 1 })).toEqual([1, 0]);
    expect(await from({ at: "time", timestamp: Date.UTC(2027, 0, 1) })).toEqual([2, 0]);
    expect(await from({ at: "latest" })).toEqual([2, 0]);
    await expect(from({ at: "offsets", offsets: [0] })).rejects.toMatchObject({ code: "conflict" });
  });

  test("a topic made again is another log: its readers end with a conflict", async () => {
    const broker = cluster.openBroker();
    const reader = await broker.openReader({ topic, from: { at: "earliest" } });
    const reading = reader.run(() => undefined, new AbortController().signal);
    const ended = expect(reading).rejects.toMatchObject({ code: "conflict" });

    cluster.deleteTopic(topic);
    cluster.createTopic({ name: topic });

    await ended;
    const again = await broker.openReader({ topic, from: { at: "earliest" } });
    expect(again.epoch).not.toBe(reader.epoch);
  });
});

describe("groups", () => {
  test("partition n of every topic goes to the same member", async () => {
    cluster.createTopic({ name: "others", partitions: 2 });
    const [a, b] = [cluster.openBroker({ clientId: "a" }), cluster.openBroker({ clientId: "b" })];
    const joining = { group, topics: [topic, "others"] };
    const [first, second] = [await startProbe(a, joining), await startProbe(b, joining)];
    stops.push(
      () => first.stop(),
      () => second.stop(),
    );
    await cluster.idle();

    const placed = [first, second].map(({ member }) =>
      member.assignment?.map((at) => `${at.topic}/${at.partition}`).sort(),
    );
    expect(placed).toEqual([
      ["others/0", "readings/0"],
      ["others/1", "readings/1"],
    ]);
    expect(await cluster.openOperator().groups()).toMatchObject([
      { group, state: "Stable", members: [{ clientId: "a" }, { clientId: "b" }] },
    ]);
  });

  test("a member that was expelled does not know it until it asks; its heir has begun by then", async () => {
    cluster.append(topic, ...numbered(1, { partition: 0 }));
    const held = gate();
    const answers: string[] = [];
    const zombie = await member({
      work: async (chunk, tenure) => {
        await held.promise;
        answers.push(`aborted: ${tenure.signal.aborted}`);
        await tenure.commit(chunk.nextOffset).catch((error: BrokerError) => answers.push(error.code));
        throw new BrokerError("expelled", "so it is");
      },
    });
    while (zombie.chunks.length === 0) await Promise.resolve();
    const [zombieId = ""] = await memberIds();

    cluster.expel(group, zombieId);
    const heir = await member();
    while (heir.held.length < 2) await new Promise(setImmediate);
    await heir.stop();
    held.resolve();
    while (zombie.ended.length === 0) await new Promise(setImmediate);

    expect(answers).toEqual(["aborted: false", "expelled"]);
    expect(heir.values()).toEqual(["0"]);
    expect(cluster.committed(group, { topic, partition: 0 })).toBe(1);
  });

  test("a killed member keeps its partitions until its session ends, and does nothing any more", async () => {
    const doomed = await member();
    await cluster.idle();
    doomed.broker.kill();
    const heir = await member();
    cluster.append(topic, ...numbered(3, { partition: 0 }), ...numbered(3, { partition: 1 }));
    await turns();
    const before = [...doomed.values(), ...heir.values()].length;

    cluster.expireSessions();
    await cluster.idle();

    expect(before).toBe(0);
    expect([doomed.values(), heir.values(0), heir.values(1)]).toEqual([[], numbers(0, 3), numbers(0, 3)]);
  });

  test("a static member that does not come back loses its partitions when its session ends", async () => {
    const first = await member({ instanceId: "one" });
    const other = await member({ instanceId: "other" });
    await cluster.idle();
    await first.stop();

    cluster.expireSessions();
    await cluster.idle();

    expect(other.held).toEqual([0, 1]);
  });

  test("a pause passes as the test says", async () => {
    const pauses: number[] = [];
    cluster = new MemoryCluster({ pause: async (ms) => void pauses.push(ms) });
    cluster.createTopic({ name: topic, partitions: 2 });
    cluster.append(topic, ...numbered(1, { partition: 0 }));
    let tries = 0;
    const probe = await member({
      work: async ({ nextOffset }) =>
        ++tries < 3 ? { next: 0, pauseMs: 60_000 * tries } : { next: nextOffset },
    });
    await cluster.idle();

    expect([pauses, probe.values()]).toEqual([
      [60_000, 120_000],
      ["0", "0", "0"],
    ]);
  });
});

describe("faults", () => {
  test("an outage fails what is asked, holds up what rides it out, and is told by every status", async () => {
    const probe = await member();
    await cluster.idle();
    const broker = cluster.openBroker();
    const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
    const transactor = await broker.openTransactor({ transactionalId: "t" });
    const over = gate();
    const outage = cluster.outage(over.promise);

    const published = publisher.publish({ key: "k", value: Buffer.from("1"), partition: 0 });
    const refused = { code: "unavailable" };
    await expect(broker.openReader({ topic, from: { at: "earliest" } })).rejects.toMatchObject(refused);
    await expect(transactor.commit([record(topic, "2")], [])).rejects.toMatchObject(refused);
    await expect(probe.begun[0]?.confirm()).rejects.toMatchObject(refused);
    expect(publisher.status).toMatchObject({
      failingSince: expect.any(Number),
      lastError: expect.any(String),
    });
    expect([values(), probe.member.status.failingSince]).toEqual([[], publisher.status.failingSince]);
    over.resolve();
    await outage;

    expect(await published).toBe("acknowledged");
    await cluster.idle();
    expect(probe.values()).toEqual(["1"]);
    expect(publisher.status.failingSince).toBeUndefined();
  });

  test.each([true, false])(
    "a commit without an answer may have happened (%s); it is decided when the id is taken",
    async (applied) => {
      const broker = cluster.openBroker();
      const first = await broker.openTransactor({ transactionalId: "t" });
      cluster.failNextCommit({ applied });
      const offset = { group, topic, partition: 0, offset: 1 };

      await expect(first.commit([record(topic, "1")], [offset])).rejects.toMatchObject({
        code: "unavailable",
      });
      await expect(first.commit([record(topic, "2")], [])).rejects.toMatchObject({ code: "closed" });
      cluster.append(topic, ...numbered(1, { partition: 0 }));
      const beforeTaking = values();
      await broker.openTransactor({ transactionalId: "t" });

      // What was not applied stays open, and hides what was written after it.
      expect(beforeTaking).toEqual(applied ? ["1", "0"] : []);
      expect(values()).toEqual(applied ? ["1", "0"] : ["0"]);
      expect(cluster.committed(group, { topic, partition: 0 })).toBe(applied ? 1 : undefined);
    },
  );

  test("a transaction left open is aborted when its time is over, and its holder fenced", async () => {
    const broker = cluster.openBroker();
    const transactor = await broker.openTransactor({ transactionalId: "t" });
    cluster.failNextCommit({ applied: false });
    await transactor.commit([record(topic, "1")], []).catch(() => undefined);
    cluster.append(topic, ...numbered(1, { partition: 0 }));

    cluster.expireTransactions();

    expect(values()).toEqual(["0"]);
  });

  test("a killed handle gets no answer; closing it does not wait for one", async () => {
    const broker = cluster.openBroker();
    const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
    const unanswered = publisher.publish({ key: "k", value: null });
    unanswered.catch(() => undefined);
    broker.kill();

    const opened = broker.openTransactor({ transactionalId: "t" }).then(() => "opened");
    await broker.close();

    expect(await Promise.race([opened, new Promise((resolve) => setImmediate(resolve, "no answer"))])).toBe(
      "no answer",
    );
    expect(values()).toEqual([]);
  });

  test("a publisher that may drop lets the oldest go, one that waits holds its caller", async () => {
    const over = gate();
    const broker = cluster.openBroker();
    const options = { topic, maxBufferedBytes: 250 } as const;
    const dropping = await broker.openPublisher({ ...options, whenFull: "drop-oldest" });
    const waiting = await broker.openPublisher({ ...options, whenFull: "wait" });
    const outage = cluster.outage(over.promise);
    const value = Buffer.alloc(100);
    const fates = ["1", "2", "3"].map((key) => dropping.publish({ key, value, partition: 0 }));
    for (const key of ["1", "2"]) void waiting.publish({ key, value, partition: 1 });
    let isReady = false;
    const ready = waiting.ready().then(() => {
      isReady = true;
    });
    // 133 bytes each: two fit below 250 only by half.
    expect(await fates[0]).toBe("dropped");
    expect(isReady).toBe(false);
    over.resolve();
    await Promise.all([outage, ready, ...fates]);

    expect(
      cluster
        .records(topic)
        .filter(({ partition }) => partition === 0)
        .map(({ key }) => String(key)),
    ).toEqual(["3"]);
  });
});

describe("operator", () => {
  test("it reads a bounded number of committed records and says where to go on", async () => {
    const aborted = cluster.beginTransaction();
    aborted.send(topic, numbered(2, { partition: 0 }));
    aborted.abort();
    cluster.append(topic, ...numbered(3, { partition: 0 }));
    const operator = cluster.openOperator();
    const at = { topic, partition: 0, offset: 0 };

    const first = await operator.read(at, 2);
    const rest = await operator.read({ ...at, offset: first.next }, 2);

    expect([first.records.map(({ offset }) => offset), first.next]).toEqual([[3, 4], 5]);
    expect([rest.records.map(({ offset }) => offset), rest.next]).toEqual([[5], 6]);
  });

  test("it deletes from the start of a log, not of a compacted one, and not beyond the end", async () => {
    cluster.createTopic({ name: "table", cleanup: { policy: "compact" } });
    cluster.append(topic, ...numbered(3, { partition: 0 }));
    const operator = cluster.openOperator();

    await operator.deleteBefore({ topic, partition: 0, offset: 2 });

    expect([values(), await operator.bounds(topic)]).toEqual([
      ["2"],
      [
        { start: 2, end: 3 },
        { start: 0, end: 0 },
      ],
    ]);
    const conflict = { code: "conflict" };
    await expect(operator.deleteBefore({ topic: "table", partition: 0, offset: 0 })).rejects.toMatchObject(
      conflict,
    );
    await expect(operator.deleteBefore({ topic, partition: 0, offset: 9 })).rejects.toMatchObject(conflict);
    await expect(operator.bounds("missing")).rejects.toMatchObject({ code: "unknown_topic" });
    expect(await operator.topics()).toEqual([topic, "table"]);
  });
});
