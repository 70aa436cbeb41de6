import {
  byTopic,
  handsOf,
  heldBy,
  lagOf,
  lagWord,
  memberTag,
  wordOfGroup,
} from "../../../page/operations/group-words.ts";
import { aGroup, lag } from "../../operations/samples.ts";

test("a replay has no lag and no idle partition: its instances replay or wait, and nobody misses it when it is done", () => {
  const replay = aGroup({ kind: "replay", partitions: [] });
  const [owner, other] = replay.members;
  if (owner === undefined || other === undefined) throw new Error("the sample has two members");
  expect(handsOf({ ...owner, partitions: 1 }, replay)).toBe("replays");
  expect(handsOf({ ...other, partitions: 0 }, replay)).toBe("waits to take over");
  expect(wordOfGroup({ ...replay, state: "Empty" })).toMatchObject({ word: "not running", kind: "quiet" });
  expect(wordOfGroup({ ...replay, kind: "consumer", state: "Empty" })).toMatchObject({ kind: "bad" });
});

test("a tripped group is tripped whatever Kafka says of it", () => {
  const tripped = { reason: "20 in a row", at: 0 };
  expect(wordOfGroup(aGroup({ state: "Stable", tripped })).word).toBe("tripped");
  expect(wordOfGroup(aGroup({ state: "Empty", tripped })).word).toBe("tripped");
});

test.each([
  ["Stable", "stable", "good"],
  ["PreparingRebalance", "rebalancing", "partly"],
  ["CompletingRebalance", "rebalancing", "partly"],
  ["Empty", "no members", "bad"],
  ["Dead", "dead", "bad"],
  ["Missing", "never joined", "quiet"],
  ["Reconciling", "Reconciling", "quiet"],
])("Kafka's %s is %s", (state, word, kind) => {
  expect(wordOfGroup(aGroup({ state }))).toMatchObject({ word, kind });
});

test("says when a lag is only the most there can be", () => {
  expect(lagWord(lag({ lagRecords: 1_043 }))).toBe("1,043");
  expect(lagWord(lag({ lagRecords: 52_000, isExact: false }))).toBe("≤\u202f52,000");
});

test("a group is behind by the sum of its partitions, and for as long as the worst of them", () => {
  const partitions = [
    lag({ lagRecords: 10, lagSeconds: 2 }),
    lag({ lagRecords: 5, lagSeconds: 90, isExact: false }),
  ];
  expect(lagOf(partitions)).toEqual({ lagRecords: 15, isExact: false, lagSeconds: 90 });
  expect(lagOf([])).toEqual({ lagRecords: 0, isExact: true, lagSeconds: 0 });
});

test("members are tagged A to Z, then AA", () => {
  expect([0, 1, 25, 26, 27, 51, 52, 701, 702].map(memberTag)).toEqual([
    "A",
    "B",
    "Z",
    "AA",
    "AB",
    "AZ",
    "BA",
    "ZZ",
    "AAA",
  ]);
});

test("partitions stand by topic and in order, as do those a member holds", () => {
  const partitions = [
    lag({ topic: "b", partition: 1, memberId: "m" }),
    lag({ topic: "a", partition: 10, memberId: "m" }),
    lag({ topic: "a", partition: 2, memberId: "other" }),
    lag({ topic: "b", partition: 10, memberId: "m" }),
  ];
  expect(byTopic(partitions).map(([topic, of]) => [topic, of.map(({ partition }) => partition)])).toEqual([
    ["a", [2, 10]],
    ["b", [1, 10]],
  ]);
  expect(heldBy("m", partitions)).toBe("1, 10");
  expect(heldBy("nobody", partitions)).toBe("");
});
