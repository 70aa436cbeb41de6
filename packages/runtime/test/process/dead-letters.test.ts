import { deadLetterOf, resendingHeaders } from "@tributary/contracts";
import { burial } from "../../src/process/dead-letters.ts";
import { partitionRecord } from "./partition-record.ts";

const bury = burial({ group: "counter", version: "1.2.3", now: () => 5_000 });
const poison = { stage: "decode", error: "wrong_magic", message: "first byte is 0x7b" } as const;

const asReceived = (headers: Readonly<Record<string, string | Buffer>> | undefined) =>
  Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name, Buffer.from(value as string)]),
  );

test("a dead letter keeps partition, key and value as they came, and says where from and why", () => {
  const record = partitionRecord({
    partition: 3,
    offset: 42,
    timestamp: 900,
    key: Buffer.from([0xff, 0x00]),
    value: Buffer.from([1, 2, 3]),
  });
  const { topic, partition, key, value, headers } = bury(record, poison);
  expect({ topic, partition }).toEqual({ topic: "counter.dlq", partition: 3 });
  expect(key).toBe(record.key);
  expect(value).toBe(record.value);
  expect(deadLetterOf(asReceived(headers))).toEqual({
    topic: "test.thing.v1",
    partition: 3,
    offset: 42,
    timestamp: 900,
    group: "counter",
    service: "counter",
    version: "1.2.3",
    stage: "decode",
    error: "wrong_magic",
    message: "first byte is 0x7b",
    attempts: 1,
    firstSeen: 5_000,
  });
});

test("a record without key or value is buried without them", () => {
  expect(bury(partitionRecord({ key: null, value: null }), poison)).toMatchObject({ key: null, value: null });
});

test("the record's own headers stay; where a name is ours, ours wins", () => {
  const trace = Buffer.from([0, 1, 255]);
  const headers = { traceparent: trace, "dlq-stage": Buffer.from("sink"), "dlq-offset": Buffer.from("7") };
  const letter = bury(partitionRecord({ offset: 42, headers }), poison);
  expect(letter.headers).toMatchObject({ traceparent: trace, "dlq-stage": "decode", "dlq-offset": "42" });
});

test("a record that was sent again counts on: one burial more, first seen when it first was", () => {
  const headers = asReceived(resendingHeaders({ group: "counter", attempts: 2, firstSeen: 77 }));
  const letter = deadLetterOf(asReceived(bury(partitionRecord({ headers }), poison).headers));
  expect(letter).toMatchObject({ attempts: 3, firstSeen: 77 });
});
