import { randomBytes } from "node:crypto";
import { controlTopicName, originalHeaders, resendingOf } from "@tributary/contracts";
import { openRealGroup, type RealGroup } from "./real-group.ts";

let one: RealGroup;

beforeEach(async () => {
  one = await openRealGroup();
});
afterEach(async () => {
  await one?.close();
});

const stateOf = async () => (await one.operations.groups()).find(({ group }) => group === one.group);
const inputOf = async (partition: number) =>
  (await one.operator.read({ topic: one.topic.name, partition, offset: 0 }, 100)).records;

const inputRecords = (count: number) =>
  Array.from({ length: count }, () => ({
    topic: one.topic.name,
    key: "k",
    value: Buffer.from("v"),
    partition: 0,
  }));
const newId = () => `t-${randomBytes(4).toString("hex")}`;

/** A transaction of records in partition 0 of the input, with the group's offset when told. */
async function transact(records: number, offset?: number): Promise<void> {
  const transactor = await one.broker.openTransactor({ transactionalId: newId() });
  const place = { group: one.group, topic: one.topic.name, partition: 0 };
  await transactor.commit(inputRecords(records), offset === undefined ? [] : [{ ...place, offset }]);
  await transactor.close();
}

/** The same with a record that the broker refuses, left undecided until the next holder of its id has it aborted. */
async function abortedTransaction(records: number): Promise<void> {
  const transactionalId = newId();
  const first = await one.broker.openTransactor({ transactionalId });
  const refused = { topic: controlTopicName(one.group), key: null, value: Buffer.from("v"), partition: 0 };
  await expect(first.commit([...inputRecords(records), refused], [])).rejects.toThrow();
  await (await one.broker.openTransactor({ transactionalId })).close();
  await first.close();
}

test("lag of a transactional topic is of records: markers and aborted ones are not to do", async () => {
  await transact(3); // 0 1 2, marker 3
  await abortedTransaction(4); // 4 5 6 7, marker 8
  await transact(2, 2); // 9 10, marker 11; done up to 2

  const lag = (await stateOf())?.partitions.find(({ partition }) => partition === 0);

  expect(lag).toMatchObject({ committed: 2, end: 12, lagRecords: 3, isExact: true, memberId: null });
  expect(lag?.lagSeconds).toBeGreaterThanOrEqual(0);
  expect(lag?.lagSeconds).toBeLessThan(60);

  await transact(0, 11);
  expect((await stateOf())?.partitions[0]).toMatchObject({ committed: 11, lagRecords: 0, lagSeconds: 0 });
});

test("a group without members stands there with its lag, its letters and its trip", async () => {
  await transact(1, 0);
  await one.bury({});
  await one.bury({}, { partition: 1 });
  await one.trip("20 in a row were buried", 1_790_000_002_000);

  expect(await stateOf()).toMatchObject({
    state: "Empty",
    members: [],
    partitions: [{ partition: 0, lagRecords: 1 }],
    deadLetters: 2,
    tripped: { reason: "20 in a row were buried", at: 1_790_000_002_000 },
  });
});

test("a group that has never joined is known by its topics", async () => {
  expect(await stateOf()).toEqual({
    group: one.group,
    kind: "consumer",
    state: "Missing",
    members: [],
    partitions: [],
    tripped: null,
    deadLetters: 0,
  });
});

test("a letter goes back byte by byte into its own partition, for its own group", async () => {
  const value = Buffer.from([0, 1, 2, 255]);
  const headers = { traceparent: "00-11", "dlq-note": "ours, and not the record's" };
  await one.bury({ partition: 1, attempts: 3, firstSeen: 111 }, { key: Buffer.from([9, 0]), value, headers });
  const place = { group: one.group, partition: 0, offset: 0 };

  expect(await one.operations.resend(place, { dryRun: false })).toMatchObject({ matched: 1, resent: 1 });

  const [record] = await inputOf(1);
  expect(record).toMatchObject({ key: Buffer.from([9, 0]), value });
  expect(originalHeaders(record?.headers ?? {})).toEqual({ traceparent: Buffer.from("00-11") });
  expect(resendingOf(record?.headers ?? {})).toEqual({ group: one.group, attempts: 3, firstSeen: 111 });
  expect((await one.operations.deadLetter(place))?.resentAt).toHaveLength(1);
  expect(await one.operations.resend(place, { dryRun: false })).toMatchObject({
    resent: 0,
    alreadyResent: 1,
  });
  expect(await inputOf(1)).toHaveLength(1);
});

test("tombstones and records without a key go back as what they were", async () => {
  await one.bury({}, { key: null, value: Buffer.from("keyless") });
  await one.bury({ partition: 1 }, { key: "gone", value: null });

  expect(await one.operations.resend({ group: one.group }, { dryRun: false })).toMatchObject({ resent: 2 });

  expect(await inputOf(0)).toMatchObject([{ key: null, value: Buffer.from("keyless") }]);
  expect(await inputOf(1)).toMatchObject([{ key: Buffer.from("gone"), value: null }]);
});

test("a purge deletes in Kafka, up to the first letter that is to stay", async () => {
  for (const partition of [0, 0, 1]) await one.bury({}, { partition });
  const { deadLetters } = await one.operations.deadLetters({ group: one.group }, 10);
  const [newest] = deadLetters;
  const what = { group: one.group, buriedBefore: newest?.buriedAt ?? 0 };

  const { purged } = await one.operations.purge(what, { dryRun: false });

  expect(purged).toBe(deadLetters.filter(({ buriedAt }) => buriedAt < what.buriedBefore).length);
  const left = await one.operations.deadLetters({ group: one.group }, 10);
  expect(left.total).toBe(3 - purged);
  expect(left.deadLetters.every(({ buriedAt }) => buriedAt >= what.buriedBefore)).toBe(true);
  expect(await one.operations.purge({ group: one.group }, { dryRun: false })).toEqual({ purged: left.total });
  expect((await stateOf())?.deadLetters).toBe(0);
});

test("of a group that nobody knows there is nothing", async () => {
  const nobody = { group: "nobody-knows-it" };

  expect(await one.operations.deadLetters(nobody, 10)).toEqual({
    deadLetters: [],
    total: 0,
    isComplete: true,
  });
  expect(await one.operations.deadLetter({ ...nobody, partition: 0, offset: 0 })).toBeUndefined();
  expect(await one.operations.resend(nobody, { dryRun: false })).toMatchObject({ matched: 0 });
  expect(await one.operations.purge(nobody, { dryRun: false })).toEqual({ purged: 0 });
  expect(await one.operations.resume("nobody-knows-it")).toBe(false);
});
