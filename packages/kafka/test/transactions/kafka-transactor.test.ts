import { KafkaTransactor } from "../../src/transactions/kafka-transactor.ts";
import type { GroupOffset, TransactionRecord } from "../../src/transactor.ts";
import { refusal, ScriptedTransactions } from "./scripted-transactions.ts";

const record = (topic: string, key: string, bytes = 1): TransactionRecord => ({
  topic,
  key,
  value: Buffer.alloc(bytes),
});

const offset = (group: string, partition: number, at: number): GroupOffset => ({
  group,
  topic: "in",
  partition,
  offset: at,
});

function transactorOn(script: ScriptedTransactions, onClose: () => void = () => undefined) {
  return new KafkaTransactor(script.session, "counts-in-0", onClose);
}

test("a commit names its partitions, sends, moves the offsets after the sends, and ends", async () => {
  const script = new ScriptedTransactions();
  const large = 500_000;

  await transactorOn(script).commit(
    [record("state", "a", large), record("out", "x"), record("state", "b", large)],
    [offset("counts", 0, 17), offset("audit", 0, 4), offset("counts", 1, 3)],
  );

  expect(script.steps).toEqual([
    "partitioning state,out",
    "begin state/0 out/0",
    "send state:a out:x",
    "send state:b",
    "moveOffsets counts in/0@17 in/1@3",
    "moveOffsets audit in/0@4",
    "end",
  ]);
});

test("only records, only offsets, or nothing at all: what is not there is not asked for", async () => {
  const script = new ScriptedTransactions();
  const transactor = transactorOn(script);

  await transactor.commit([record("out", "x")], []);
  await transactor.commit([], [offset("counts", 0, 1)]);
  await transactor.commit([], []);

  expect(script.steps).toEqual([
    "partitioning out",
    "begin out/0",
    "send out:x",
    "end",
    "partitioning",
    "begin",
    "moveOffsets counts in/0@1",
    "end",
  ]);
});

test("a record over the limit is refused before anything is asked, and the transactor goes on", async () => {
  const script = new ScriptedTransactions();
  const transactor = transactorOn(script);

  const refused = transactor.commit([record("out", "x"), record("out", "y", 2_000_000)], []);
  await expect(refused).rejects.toMatchObject({ name: "BrokerError", code: "too_large" });
  expect(script.steps).toEqual([]);

  await transactor.commit([record("out", "x")], []);
  expect(script.steps.at(-1)).toBe("end");
});

test.each([
  ["INVALID_PRODUCER_EPOCH", "fenced", "fenced"],
  ["PRODUCER_FENCED", "fenced", "fenced"],
  ["INVALID_TXN_STATE", "fenced", "fenced"],
  ["INVALID_PRODUCER_ID_MAPPING", "fenced", "fenced"],
  ["NOT_COORDINATOR_FOR_GROUP", "unavailable", "closed"],
  ["OUT_OF_ORDER_SEQUENCE_NUMBER", "unavailable", "closed"],
  ["TRANSACTIONAL_ID_AUTHORIZATION_FAILED", "not_authorized", "closed"],
  ["UNKNOWN_TOPIC_OR_PARTITION", "unknown_topic", "closed"],
  ["INVALID_RECORD", "invalid_record", "closed"],
  ["MESSAGE_TOO_LARGE", "misconfigured", "closed"],
])("%s rejects as %s, and every further commit as %s without a request", async (type, code, further) => {
  const script = new ScriptedTransactions();
  script.failAt.send = refusal(type);
  const transactor = transactorOn(script);

  const failed = transactor.commit([record("out", "x")], [offset("counts", 0, 1)]);
  await expect(failed).rejects.toMatchObject({ name: "BrokerError", code });
  const steps = script.steps.length;
  await expect(transactor.commit([record("out", "y")], [])).rejects.toMatchObject({ code: further });
  await expect(transactor.commit([], [])).rejects.toMatchObject({ code: further });
  expect(script.steps).toHaveLength(steps);
});

test.each(["partitioning", "begin", "send", "moveOffsets", "end"] as const)(
  "a failure of %s makes the transactor useless",
  async (step) => {
    const script = new ScriptedTransactions();
    script.failAt[step] = new Error("connect ECONNREFUSED");
    const transactor = transactorOn(script);
    const failed = transactor.commit([record("out", "x")], [offset("counts", 0, 1)]);
    await expect(failed).rejects.toMatchObject({ code: "unavailable" });
    delete script.failAt[step];

    await expect(transactor.commit([record("out", "y")], [])).rejects.toMatchObject({ code: "closed" });
  },
);

test("a second commit while one is under way is a bug, and does the first no harm", async () => {
  const script = new ScriptedTransactions();
  const { promise, resolve } = Promise.withResolvers<void>();
  script.endWaits = promise;
  const transactor = transactorOn(script);
  const first = transactor.commit([record("out", "x")], []);

  const second = await transactor.commit([record("out", "y")], []).catch((error) => error);
  expect(second.name).toBe("Error");
  expect(second.message).toContain("two commits of counts-in-0");
  resolve();

  await first;
  await transactor.commit([record("out", "z")], []);
  expect(script.steps.filter((step) => step.startsWith("send"))).toEqual(["send out:x", "send out:z"]);
});

test("closed during a commit, that commit rejects as closed whatever the connection said", async () => {
  const script = new ScriptedTransactions();
  const { promise, reject } = Promise.withResolvers<void>();
  script.endWaits = promise;
  let told = 0;
  const transactor = transactorOn(script, () => told++);
  const commit = transactor.commit([record("out", "x")], []).catch((error) => error);

  await transactor.close();
  reject(refusal("INVALID_PRODUCER_EPOCH"));

  expect(await commit).toMatchObject({ name: "BrokerError", code: "closed" });
  expect([script.closed, told]).toEqual([1, 1]);
});
