import { resendingOf } from "@tributary/contracts";
import type { Broker, Codec, Decoded } from "@tributary/kafka";
import { createOperations } from "../src/create-operations.ts";
import { FakeBroker } from "./fake-broker.ts";
import { FakeOperator } from "./fake-operator.ts";
import { asBytes, buried } from "./letters.ts";

function desk(operator = new FakeOperator(), decode?: () => Decoded<unknown>) {
  const broker = new FakeBroker(operator);
  const lines: object[] = [];
  const take = (fields: object) => void lines.push(fields);
  const log = { debug: take, info: take, warn: take, error: take };
  const codec = { decoder: () => ({ decode }) } as unknown as Codec;
  const topics = decode === undefined ? [] : [{ name: "things.thing.v1" } as never];
  const operations = createOperations({
    operator,
    broker: broker as unknown as Broker,
    codec,
    topics,
    now: () => 50_000,
    log,
    by: "anna",
  });
  return { operator, broker, operations, lines };
}

/** A topic of two partitions, and letters of its consumer `taker`. */
function withLetters() {
  const operator = new FakeOperator();
  operator.log.set("things.thing.v1", [[], []]);
  operator.log.set("taker.control", [[]]);
  operator.log.set("taker.dlq", [
    [
      buried(
        { attempts: 2, firstSeen: 111 },
        { headers: { traceparent: "00-1" }, value: null, timestamp: 10 },
      ),
      "control",
      buried({ error: "RangeError" }, { timestamp: 20 }),
    ],
    [buried({ partition: 1 }, { key: null, value: Buffer.from([0, 255]), timestamp: 30 })],
  ]);
  return desk(operator);
}

test("a letter goes back as it came: bytes, partition and own headers, marked for its group with its history", async () => {
  const { operations, broker } = withLetters();

  const report = await operations.resend({ group: "taker", partition: 0, offset: 0 }, { dryRun: false });

  expect(report).toEqual({ matched: 1, resent: 1, alreadyResent: 0, failed: [] });
  const [sent] = broker.sent.filter(({ topic }) => topic === "things.thing.v1");
  expect(sent).toMatchObject({ key: Buffer.from("k"), value: null, partition: 0 });
  expect(Object.keys(sent?.headers ?? {}).sort()).toEqual([
    "dlq-attempts",
    "dlq-first-seen",
    "dlq-group",
    "traceparent",
  ]);
  expect(resendingOf(asBytes(sent?.headers as Record<string, string>))).toEqual({
    group: "taker",
    attempts: 2,
    firstSeen: 111,
  });
});

test("a filter sends all that match, each to its own partition, without a key where there was none", async () => {
  const { operations, broker } = withLetters();

  const report = await operations.resend({ group: "taker", error: "TypeError" }, { dryRun: false });

  expect(report).toMatchObject({ matched: 2, resent: 2 });
  const sent = broker.sent.filter(({ topic }) => topic === "things.thing.v1");
  expect(sent.map(({ key, partition }) => [key?.toString(), partition])).toEqual([
    ["k", 0],
    [undefined, 1],
  ]);
});

test("what was sent again is remembered, left alone the next time, and sent once more when asked", async () => {
  const { operations } = withLetters();
  const place = { group: "taker", partition: 1, offset: 0 };
  await operations.resend(place, { dryRun: false });

  expect(await operations.resend({ group: "taker" }, { dryRun: true })).toMatchObject({
    matched: 3,
    resent: 2,
    alreadyResent: 1,
  });
  expect(await operations.resend(place, { dryRun: false })).toMatchObject({ resent: 0, alreadyResent: 1 });
  expect(await operations.resend(place, { dryRun: false, again: true })).toMatchObject({ resent: 1 });
  expect((await operations.deadLetter(place))?.resentAt).toEqual([50_000, 50_000]);
});

test("a dry run sends nothing and finds the same obstacles", async () => {
  const { operations, broker, operator, lines } = withLetters();
  operator.log
    .get("taker.dlq")?.[1]
    ?.push(buried({ topic: "gone.v1" }), buried({ partition: 2 }), { value: Buffer.from("x") });

  const dry = await operations.resend({ group: "taker" }, { dryRun: true });
  expect(broker.sent).toEqual([]);
  expect(lines).toEqual([]);
  const wet = await operations.resend({ group: "taker" }, { dryRun: false });

  expect(dry).toEqual(wet);
  expect(wet).toMatchObject({ matched: 6, resent: 3 });
  expect(wet.failed).toEqual([
    { group: "taker", partition: 1, offset: 1, problem: "its topic gone.v1 does not exist any more" },
    {
      group: "taker",
      partition: 1,
      offset: 2,
      problem: "things.thing.v1 has no partition 2, where it came from",
    },
    { group: "taker", partition: 1, offset: 3, problem: "its headers do not say where it came from" },
  ]);
});

test("nothing is sent that could not be remembered", async () => {
  const { operations, operator, broker } = withLetters();
  operator.log.delete("taker.control");

  const report = await operations.resend({ group: "taker" }, { dryRun: false });

  expect(report).toMatchObject({ matched: 3, resent: 0 });
  expect(report.failed[0]?.problem).toContain("taker.control does not exist");
  expect(broker.sent).toEqual([]);
});

test("a place where no letter is matches nothing", async () => {
  const { operations } = withLetters();
  const at = (partition: number, offset: number, group = "taker") => ({ group, partition, offset });

  for (const place of [at(0, 1), at(0, 3), at(5, 0), at(0, 0, "nobody")]) {
    expect(await operations.resend(place, { dryRun: false })).toMatchObject({ matched: 0 });
    expect(await operations.deadLetter(place)).toBeUndefined();
  }
});

test("a purge deletes up to the first letter that is to stay, and forgets the marks of what is gone", async () => {
  const { operations, operator } = withLetters();
  await operations.resend({ group: "taker" }, { dryRun: false });
  const what = { group: "taker", buriedBefore: 20 };

  expect(await operations.purge(what, { dryRun: true })).toEqual({ purged: 1 });
  expect(await operations.deadLetters({ group: "taker" }, 10)).toMatchObject({ total: 3 });
  expect(await operations.purge(what, { dryRun: false })).toEqual({ purged: 1 });

  const left = await operations.deadLetters({ group: "taker" }, 10);
  expect(left.deadLetters.map(({ partition, offset }) => [partition, offset])).toEqual([
    [1, 0],
    [0, 2],
  ]);
  const marks = operator.log.get("taker.control")?.[0] as { key: Buffer; value: Buffer | null }[];
  const gone = marks.filter(({ value }) => value === null).map(({ key }) => String(key));
  expect(gone).toEqual(["resent:0:0"]);
});

test("a purge without a time deletes all, and of a group without letters none", async () => {
  const { operations } = withLetters();

  expect(await operations.purge({ group: "taker" }, { dryRun: false })).toEqual({ purged: 3 });
  expect(await operations.deadLetters({}, 10)).toMatchObject({ total: 0 });
  expect(await operations.purge({ group: "nobody" }, { dryRun: false })).toEqual({ purged: 0 });
});

test("a tripped group goes on once it is told to", async () => {
  const { operations, operator } = withLetters();
  const value = Buffer.from(JSON.stringify({ reason: "20 in a row", at: 7 }));
  operator.log.get("taker.control")?.[0]?.push({ key: Buffer.from("trip"), value });
  const tripped = async () => (await operations.groups()).find(({ group }) => group === "taker")?.tripped;

  expect(await tripped()).toEqual({ reason: "20 in a row", at: 7 });
  expect(await operations.resume("taker")).toBe(true);
  expect(await tripped()).toBeNull();
  expect(await operations.resume("taker")).toBe(false);
  expect(await operations.resume("nobody")).toBe(false);
});

test("each action leaves one line: who, what, how many", async () => {
  const { operations, operator, lines } = withLetters();
  operator.log.get("taker.dlq")?.[1]?.push({ value: null });

  await operations.resend({ group: "taker" }, { dryRun: false });
  await operations.purge({ group: "taker" }, { dryRun: false });
  await operations.resume("taker");

  expect(lines).toEqual([
    expect.objectContaining({ audit: "resend", by: "anna", what: { group: "taker" }, resent: 3, failed: 1 }),
    expect.objectContaining({ audit: "purge", by: "anna", what: { group: "taker" }, purged: 4 }),
    expect.objectContaining({ audit: "resume", by: "anna", what: { group: "taker" }, resumed: false }),
  ]);
});

test("an action that breaks off says so in its line, with what it had done", async () => {
  const { operations, operator, lines } = withLetters();
  const { read } = operator;
  operator.read = async (place, limit) => {
    if (place.topic === "taker.dlq" && place.partition === 1) throw new Error("broker away");
    return read.call(operator, place, limit);
  };

  await expect(operations.resend({ group: "taker" }, { dryRun: false })).rejects.toThrow("broker away");

  expect(lines).toEqual([expect.objectContaining({ audit: "resend", resent: 2, problem: "broker away" })]);
});

test("groups are those Kafka knows and those that have a topic of their own", async () => {
  const { operations, operator } = withLetters();
  operator.log.set("counter.state", [[]]);
  operator.described = [
    {
      group: "taker",
      state: "Stable",
      members: [
        {
          memberId: "m-1",
          instanceId: "taker-0",
          clientId: "taker",
          host: "10.0.0.1",
          assignment: [{ topic: "things.thing.v1", partition: 0 }],
        },
      ],
    },
    { group: "stranger", state: "Empty", members: [] },
  ];

  const groups = await operations.groups();

  expect(groups.map(({ group, state, deadLetters }) => [group, state, deadLetters])).toEqual([
    ["counter", "Missing", 0],
    ["stranger", "Empty", 0],
    ["taker", "Stable", 3],
  ]);
  expect(groups[2]?.members).toEqual([
    { memberId: "m-1", instanceId: "taker-0", clientId: "taker", host: "10.0.0.1", partitions: 1 },
  ]);
});

test("the groups in which a replay's instances contend are one entry without lag, whatever is in its progress", async () => {
  const operator = new FakeOperator();
  const progress = [{ topic: "flight-csv.progress", partition: 0 }];
  operator.log.set("flight-csv.progress", [[{ value: Buffer.from("1") }, { value: Buffer.from("2") }]]);
  operator.log.set("flight-csv.dlq", [[buried({ group: "flight-csv" })]]);
  const member = (memberId: string, assignment: typeof progress) => {
    return { memberId, instanceId: undefined, clientId: "flight-csv", host: "10.0.0.1", assignment };
  };
  const one = {
    group: "flight-csv.file-1",
    state: "Stable",
    members: [member("a", progress), member("b", [])],
  };
  const done = { group: "flight-csv.file-0", state: "Empty", members: [] };
  operator.described = [done, one, { group: "flight-csv-checker", state: "Empty", members: [] }];

  const [checker, replay, ...others] = (await desk(operator).operations.groups()).toSorted((a, b) =>
    a.kind < b.kind ? -1 : 1,
  );

  expect(others).toEqual([]);
  expect(checker).toMatchObject({ group: "flight-csv-checker", kind: "consumer" });
  expect(replay).toMatchObject({
    group: "flight-csv",
    kind: "replay",
    state: "Stable",
    partitions: [],
    tripped: null,
    deadLetters: 1,
  });
  expect(replay?.members.map(({ memberId, partitions }) => [memberId, partitions])).toEqual([
    ["a", 1],
    ["b", 0],
  ]);
  operator.described = [done];
  expect(await desk(operator).operations.groups()).toMatchObject([{ group: "flight-csv", state: "Empty" }]);
  operator.described = [];
  expect(await desk(operator).operations.groups()).toMatchObject([{ group: "flight-csv", state: "Missing" }]);
});

test("a producer that keeps marks has no group: its progress alone makes none", async () => {
  const operator = new FakeOperator();
  operator.log.set("stock-ticks.progress", [[{ value: Buffer.from("1") }]]);
  expect(await desk(operator).operations.groups()).toEqual([]);
});

test("a letter is shown with its bytes and what they say", async () => {
  const { operator } = withLetters();
  const place = { group: "taker", partition: 1, offset: 0 };
  const shown = (decode?: () => Decoded<unknown>) => desk(operator, decode).operations.deadLetter(place);

  expect(await shown(() => ({ ok: true, value: { id: 7 } }))).toMatchObject({
    hex: "00000000  00 ff                                             |..|",
    decoded: { ok: true, json: '{\n  "id": 7\n}' },
  });
  expect((await shown(() => ({ ok: false, reason: "too_short", detail: "2 bytes" })))?.decoded).toEqual({
    ok: false,
    reason: "too_short",
    detail: "2 bytes",
  });
  const pending = { ok: "pending", schemaId: 4, resolved: Promise.resolve() } as const;
  expect((await shown(() => pending))?.decoded).toMatchObject({ ok: false, reason: "registry_away" });
  expect((await shown())?.decoded).toMatchObject({ ok: false, reason: "no_contract" });
});
