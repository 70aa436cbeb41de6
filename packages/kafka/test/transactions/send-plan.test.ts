import { partitionOf } from "../../src/publishing/partition-of.ts";
import { planSends, type SendPlan, transactionSizes } from "../../src/transactions/send-plan.ts";
import type { TransactionRecord } from "../../src/transactor.ts";

/** Without headers a record takes 32 bytes and its key and value. */
const overhead = 32;

function record(topic: string, partition: number, name: string, bytes = 0): TransactionRecord {
  return { topic, partition, key: name, value: Buffer.alloc(bytes) };
}

function plan(records: readonly TransactionRecord[], maxBytes: number): SendPlan {
  const named = ({ partition = -1 }: TransactionRecord) => partition;
  return planSends(records, transactionSizes(records, maxBytes), named, maxBytes);
}

/** Keys of each send, by topic. */
function keys({ sends }: SendPlan) {
  return sends.map((send) =>
    Object.fromEntries(send.map(({ topic, messages }) => [topic, messages.map(({ key }) => key).join("")])),
  );
}

test("records of all topics and partitions go in one send while each batch has room", () => {
  const records = [record("state", 0, "a"), record("counts", 3, "b"), record("state", 0, "c")];

  expect(keys(plan(records, 1_000))).toEqual([{ state: "ac", counts: "b" }]);
});

test("what does not fit a partition's batch goes in the next send, in order; other partitions do not wait", () => {
  const half = 500 - overhead - 1; // with its key of one letter each record takes half of the limit
  const records = [
    record("state", 0, "a", half),
    record("state", 0, "b", half),
    record("state", 0, "c", half),
    record("state", 1, "x", half),
    record("counts", 0, "y", half),
    record("state", 0, "d", half),
    record("state", 0, "e", half),
    record("counts", 0, "z", half),
  ];

  expect(keys(plan(records, 1_000))).toEqual([
    { state: "abx", counts: "yz" },
    { state: "cd" },
    { state: "e" },
  ]);
});

test("a small record never overtakes one of its partition that had to wait for the next send", () => {
  const records = [record("t", 0, "a", 900), record("t", 0, "b", 900), record("t", 0, "c", 0)];

  expect(keys(plan(records, 1_000))).toEqual([{ t: "a" }, { t: "bc" }]);
});

test("every partition the transaction touches is named once", () => {
  const records = [record("t", 4, "a"), record("u", 0, "b"), record("t", 4, "c"), record("t", 2, "d")];

  expect(plan(records, 1_000).partitions).toEqual([
    { topic: "t", partitions: [{ partition: 4 }, { partition: 2 }] },
    { topic: "u", partitions: [{ partition: 0 }] },
  ]);
});

test("messages keep key, value and headers, and carry the partition they were given", () => {
  const bare: TransactionRecord = { topic: "t", key: Buffer.from([7]), value: null, headers: { h: "1" } };

  const { sends } = planSends([bare], [1], () => 5);

  expect(sends).toEqual([
    [{ topic: "t", messages: [{ key: Buffer.from([7]), value: null, headers: { h: "1" }, partition: 5 }] }],
  ]);
});

test("nothing to send is no send", () => {
  expect(planSends([], [], () => 0)).toEqual({ partitions: [], sends: [] });
});

test("a record larger than may be sent is refused; one that just fits is not", () => {
  expect(transactionSizes([record("t", 0, "k", 967)], 1_000)).toEqual([1_000]);
  expect(() => transactionSizes([record("t", 0, "k", 968)], 1_000)).toThrow(
    expect.objectContaining({ name: "BrokerError", code: "too_large" }),
  );
});

test("a record that exceeds a batch but may be sent goes alone, in its turn", () => {
  const records = [record("t", 0, "a"), record("t", 0, "b", 5_000), record("t", 0, "c"), record("t", 0, "d")];
  const sizes = transactionSizes(records, 10_000);

  const { sends } = planSends(records, sizes, () => 0, 1_000);

  expect(sends.map(([topic]) => topic?.messages.map(({ key }) => key).join(""))).toEqual(["a", "b", "cd"]);
});

test("a record with neither key nor partition is refused", () => {
  const lost = { topic: "t", key: null, value: null };

  expect(() => transactionSizes([lost])).toThrow(expect.objectContaining({ code: "invalid_record" }));
  expect(transactionSizes([{ ...lost, partition: 0 }])).toEqual([overhead]);
});

test("a key leads to the same partition as a string and as bytes", () => {
  expect(partitionOf(Buffer.from("WN|2015-01-01"), 6)).toBe(partitionOf("WN|2015-01-01", 6));
});
