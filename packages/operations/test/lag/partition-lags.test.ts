import { lagOf, partitionLags, toDo } from "../../src/lag/partition-lags.ts";
import { RecordTally } from "../../src/lag/record-tally.ts";
import { FakeOperator } from "../fake-operator.ts";

const at = (timestamp: number) => ({ value: Buffer.from("v"), timestamp });
const now = () => 100_000;

function sources(operator: FakeOperator) {
  return { operator, tally: new RecordTally(operator), now };
}

test("markers and aborted records between the committed offset and the end are no lag", async () => {
  const operator = new FakeOperator();
  operator.log.set("t", [[at(1), "control", at(60_000), "control", "control", at(90_000), "control"]]);
  operator.offsets.set("g", [{ topic: "t", partition: 0, offset: 1 }]);

  const [lag] = await partitionLags("g", [], sources(operator));

  expect(lag).toEqual({
    topic: "t",
    partition: 0,
    memberId: null,
    committed: 1,
    end: 7,
    lagRecords: 2,
    isExact: true,
    lagSeconds: 40,
  });
});

test("a group that has done everything but the last marker has no lag at all", async () => {
  const operator = new FakeOperator();
  operator.log.set("t", [[at(1), "control"]]);
  operator.offsets.set("g", [{ topic: "t", partition: 0, offset: 1 }]);

  const [lag] = await partitionLags("g", [], sources(operator));

  expect(lag).toMatchObject({ committed: 1, end: 2, lagRecords: 0, isExact: true, lagSeconds: 0 });
});

test("a partition that a member holds and nobody has committed in is to be done from the log's start", async () => {
  const operator = new FakeOperator();
  operator.log.set("t", [[], ["control", at(1), at(2), at(95_000), at(96_000)]]);
  operator.starts.set("t 1", 3);
  const member = { memberId: "m", instanceId: undefined, clientId: "c", host: "h" };
  const members = [{ ...member, assignment: [{ topic: "t", partition: 1 }] }];

  const lags = await partitionLags("g", members, sources(operator));

  expect(lags).toMatchObject([
    { partition: 1, memberId: "m", committed: null, end: 5, lagRecords: 2, lagSeconds: 5 },
  ]);
});

test("partitions stand in order, and a topic that is gone is left out", async () => {
  const operator = new FakeOperator();
  operator.log.set("b", [[], [], []]);
  operator.log.set("a", [[]]);
  const place = (topic: string, partition: number) => ({ topic, partition, offset: 0 });
  operator.offsets.set("g", [place("b", 2), place("gone", 0), place("a", 0), place("b", 0)]);

  const lags = await partitionLags("g", [], sources(operator));

  expect(lags.map(({ topic, partition }) => `${topic}/${partition}`)).toEqual(["a/0", "b/0", "b/2"]);
});

test("what retention took is not to do, and an offset beyond the end leaves nothing", () => {
  const bounds = { start: 10, end: 20 };
  expect(toDo(5, bounds)).toEqual({ start: 10, end: 20 });
  expect(toDo(15, bounds)).toEqual({ start: 15, end: 20 });
  expect(toDo(null, bounds)).toEqual({ start: 10, end: 20 });
  expect(toDo(25, bounds)).toEqual({ start: 20, end: 20 });
});

test("a broker whose clock is ahead makes no negative age", () => {
  expect(lagOf({ records: 1, isExact: true, firstAt: 5_000 }, 4_000).lagSeconds).toBe(0);
});
