import { type IncomingRecord, RegistryError } from "@tributary/kafka";
import { Metrics } from "../../src/metrics.ts";
import type { Entry } from "../../src/process/entry.ts";
import { ContractInbox } from "../../src/process/inbox.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { FakeDecoder } from "../fake-decoder.ts";
import { thingTopic } from "../things.ts";
import { partitionRecord } from "./partition-record.ts";

function setUp(decoder: { decode: FakeDecoder["decode"] } = new FakeDecoder()) {
  const metrics = new Metrics("counter");
  const inbox = new ContractInbox({
    group: "counter",
    inputs: [thingTopic],
    codec: { decoder: () => decoder as never },
    metrics: createProcessMetrics(metrics, ["fold"]),
    now: () => 9_000,
  });
  const read = (...records: Partial<IncomingRecord>[]) =>
    inbox.read(
      { topic: thingTopic.name },
      records.map((over, offset) => partitionRecord({ offset, ...over })),
    );
  return { read, metrics };
}

const poisonIn = (entry: Entry<unknown> | undefined) =>
  entry?.message === undefined ? entry?.poison : undefined;
const value = (text: string) => Buffer.from(text);

test("a readable record becomes a message with all that a step may know", async () => {
  const [entry] = (await setUp().read({ partition: 3, offset: 7 })) ?? [];
  expect(entry?.message).toEqual({
    topic: "test.thing.v1",
    partition: 3,
    offset: 7,
    key: "a",
    value: { id: "a", at: 1, color: "red" },
    appendedAt: 1_000,
  });
});

test.each<[string, Partial<IncomingRecord>, string]>([
  ["cannot be decoded", { value: value("1") }, "decode undecodable"],
  ["has no key", { key: null }, "validate no_key"],
  ["has an empty key", { key: value("") }, "validate no_key"],
  ["has another key than its contract's", { key: value("b") }, "validate wrong_key"],
])("a record that %s is poison, and its neighbours are not", async (_what, over, expected) => {
  const entries = (await setUp().read({}, over, {})) ?? [];
  expect(entries.map(poisonIn).map((poison) => poison && `${poison.stage} ${poison.error}`)).toEqual([
    undefined,
    expected,
    undefined,
  ]);
});

test.each<[string, string, Buffer, boolean]>([
  ["the contract's, in ASCII", "WN|2015-02-28", value("WN|2015-02-28"), true],
  ["the contract's, beyond ASCII", "Łódź é", value("Łódź é"), true],
  ["the beginning of the contract's", "ab", value("a"), false],
  ["longer than the contract's", "ab", value("abc"), false],
  ["the contract's in Latin-1, not in UTF-8", "é", Buffer.from([0xe9]), false],
  ["of as many bytes as the contract's has letters", "aé", Buffer.from([0x61, 0xe9]), false],
])("a key that is %s is judged by its bytes as UTF-8", async (_what, id, key, isRight) => {
  const decode = () => ({ ok: true, value: { id, at: 1, color: "red" } }) as const;
  const [entry] = (await setUp({ decode: decode as never }).read({ key })) ?? [];
  expect(entry?.message?.key).toBe(isRight ? id : undefined);
  expect(poisonIn(entry)?.error).toBe(isRight ? undefined : "wrong_key");
});

test("what decodes but cannot be true is poison of the validation", async () => {
  const decode = () => ({ ok: false, reason: "out_of_range", detail: "at is 9e99" }) as const;
  const [entry] = (await setUp({ decode }).read({})) ?? [];
  expect(poisonIn(entry)).toEqual({ stage: "validate", error: "out_of_range", message: "at is 9e99" });
});

test("a contract that stumbles over a value makes it poison, not the service fail", async () => {
  const decode = () => {
    throw new TypeError("id of undefined");
  };
  const [entry] = (await setUp({ decode }).read({})) ?? [];
  expect(poisonIn(entry)).toEqual({ stage: "validate", error: "TypeError", message: "id of undefined" });
});

test("a tombstone is passed over and counted, with a key or without", async () => {
  const { read, metrics } = setUp();
  const entries = await read({ value: null }, { value: null, key: null });
  expect(entries?.map((entry) => "skipped" in entry && entry.skipped)).toEqual(["tombstone", "tombstone"]);
  expect(await metrics.text()).toMatch(/stream_skipped_records_total\{[^}]*reason="tombstone"[^}]*\} 2/);
});

test("a record sent again for another group is passed over, one for ours is not", async () => {
  const headers = (group: string) => ({ "dlq-group": value(group), "dlq-attempts": value("1") });
  const entries = await setUp().read({ headers: headers("other") }, { headers: headers("counter") });
  expect(entries?.map((entry) => ("skipped" in entry ? entry.skipped : entry.message?.key))).toEqual([
    "resent_to_another_group",
    "a",
  ]);
});

test("a schema that is being fetched is awaited, and the order kept", async () => {
  const decoder = new FakeDecoder();
  const reading = setUp(decoder).read({}, { value: value("7 a 2 red") }, {});
  decoder.learn(7);
  expect((await reading)?.map(({ message }) => message?.offset)).toEqual([0, 1, 2]);
});

test("a registry that does not answer is weather: there are no entries", async () => {
  const decoder = new FakeDecoder();
  const reading = setUp(decoder).read({}, { value: value("7 a 2 red") });
  decoder.settle(7);
  expect(await reading).toBeUndefined();
});

test("a registry that does not let us in ends the reading with its refusal, and buries nothing", async () => {
  const refusal = new RegistryError("not_authorized", "schema registry: Unauthorized");
  const decode = () => ({ ok: "pending", schemaId: 7, resolved: Promise.resolve(), refusal }) as const;

  await expect(setUp({ decode }).read({})).rejects.toBe(refusal);
});

test("a schema that does not exist makes its record poison", async () => {
  const decoder = new FakeDecoder();
  const reading = setUp(decoder).read({ value: value("7 a 2 red") });
  decoder.refuse(7);
  expect(poisonIn((await reading)?.[0])).toMatchObject({ stage: "decode", error: "unknown_schema" });
});

test("the age of the newest event is told by its own clock", async () => {
  const { read, metrics } = setUp();
  await read({}, { value: value("1 a 4000 red") }, { value: value("1") });
  expect(await metrics.text()).toMatch(/stream_event_time_lag_seconds\{[^}]*\} 5\n/);
});
