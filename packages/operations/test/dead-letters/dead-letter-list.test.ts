import { deadLetterList } from "../../src/dead-letters/dead-letter-list.ts";
import { FakeOperator } from "../fake-operator.ts";
import { buried } from "../letters.ts";

function cluster() {
  const operator = new FakeOperator();
  operator.log.set("taker.dlq", [
    [
      buried({ error: "RangeError" }, { timestamp: 10 }),
      "control",
      buried({ stage: "decode" }, { timestamp: 40 }),
    ],
    [buried({ topic: "other.thing.v1" }, { timestamp: 20 })],
  ]);
  operator.log.set("sink.dlq", [[buried({ group: "sink" }, { timestamp: 30 })]]);
  operator.log.set("things.thing.v1", [[{ value: Buffer.from("no letter") }]]);
  return operator;
}

const places = async (operator: FakeOperator, filter: object, limit = 50) =>
  (await deadLetterList(operator, filter, limit)).deadLetters.map(
    ({ group, partition, offset }) => `${group}/${partition}/${offset}`,
  );

test("letters of all groups come newest first", async () => {
  expect(await places(cluster(), {})).toEqual(["taker/0/2", "sink/0/0", "taker/1/0", "taker/0/0"]);
});

test.each([
  [{ group: "sink" }, ["sink/0/0"]],
  [{ error: "RangeError" }, ["taker/0/0"]],
  [{ stage: "decode" }, ["taker/0/2"]],
  [{ topic: "other.thing.v1" }, ["taker/1/0"]],
  [{ group: "taker", topic: "things.thing.v1", error: "TypeError" }, ["taker/0/2"]],
  [{ group: "nobody" }, []],
])("%j picks %j", async (filter, expected) => {
  expect(await places(cluster(), filter)).toEqual(expected);
});

test("beyond the limit letters are counted", async () => {
  const page = await deadLetterList(cluster(), { group: "taker" }, 1);

  expect(page.deadLetters.map(({ offset }) => offset)).toEqual([2]);
  expect(page).toMatchObject({ total: 3, isComplete: true });
});

test("a scan that stops at its bound keeps the newest and says that there may be more", async () => {
  const operator = new FakeOperator();
  operator.log.set("taker.dlq", [Array.from({ length: 35 }, (_, index) => buried({}, { timestamp: index }))]);

  const page = await deadLetterList(operator, {}, 1_000, { records: 20, bytes: 1e9, window: 10 });

  expect(page.isComplete).toBe(false);
  expect(page.deadLetters.map(({ offset }) => offset)).toEqual(Array.from({ length: 20 }, (_, i) => 34 - i));
});

test("a record that is no letter of ours is shown with what is known of it", async () => {
  const operator = new FakeOperator();
  const headers = { "dlq-topic": Buffer.from("t"), "dlq-partition": Buffer.from("many") };
  operator.log.set("taker.dlq", [[{ key: Buffer.from([0xff, 0]), value: null, headers, timestamp: 5 }]]);

  const { deadLetters } = await deadLetterList(operator, {}, 10);

  expect(deadLetters).toMatchObject([
    { isForeign: true, key: "0xff00", valueBytes: null, buriedAt: 5, letter: { error: "no_headers" } },
  ]);
});

test("keys that would move a terminal's cursor are shown as digits, long ones are cut", async () => {
  const operator = new FakeOperator();
  const keyed = (key: string) => buried({}, { key: Buffer.from(key) });
  operator.log.set("taker.dlq", [[keyed("a\u001b[2J"), keyed("é".repeat(300)), keyed("hsl:1234")]]);

  const { deadLetters } = await deadLetterList(operator, {}, 10);

  expect(deadLetters.map(({ key }) => key)).toEqual(["hsl:1234", "é".repeat(256), "0x611b5b324a"]);
});
