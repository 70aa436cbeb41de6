import { RecordTally } from "../../src/lag/record-tally.ts";
import { type Entry, FakeOperator } from "../fake-operator.ts";

const records = (count: number, bytes = 1): Entry[] =>
  Array.from({ length: count }, (_, index) => ({ value: Buffer.alloc(bytes), timestamp: 1_000 + index }));

function withLog(entries: Entry[]) {
  const operator = new FakeOperator();
  operator.log.set("t", [entries]);
  return operator;
}

test("beyond the bound offsets are counted, and the answer says so", async () => {
  const operator = withLog([...records(5_000), "control", ...records(2_000)]);
  const tally = new RecordTally(operator, { records: 4_000, bytes: 1_000_000 });

  expect(await tally.count("lag", "t", 0, { start: 0, end: 7_001 })).toEqual({
    records: 7_001, // 4,000 counted, and 3,001 offsets with the marker among them
    isExact: false,
    firstAt: 1_000,
  });
});

test("large records spend the bound by their bytes", async () => {
  const operator = withLog(records(3_000, 10));
  const tally = new RecordTally(operator, { records: 100_000, bytes: 5_000 });

  const counted = await tally.count("lag", "t", 0, { start: 0, end: 3_000 });

  expect(counted).toMatchObject({ records: 3_000, isExact: false });
  expect(operator.reads).toEqual([0]);
});

test("a count whose beginning is the same goes on where it was", async () => {
  const entries = records(3);
  const operator = withLog(entries);
  const tally = new RecordTally(operator);
  await tally.count("lag", "t", 0, { start: 1, end: 3 });
  entries.push("control", ...records(2));

  expect(await tally.count("lag", "t", 0, { start: 1, end: 6 })).toMatchObject({ records: 4, isExact: true });
  expect(operator.reads).toEqual([1, 3]);
});

test("another beginning, another purpose and a shorter log begin a count of their own", async () => {
  const operator = withLog(records(10));
  const tally = new RecordTally(operator);
  const count = (purpose: string, start: number, end: number) =>
    tally.count(purpose, "t", 0, { start, end }).then(({ records: counted }) => counted);

  expect(await count("a", 2, 10)).toBe(8);
  expect(await count("b", 4, 10)).toBe(6);
  expect(await count("a", 5, 10)).toBe(5);
  expect(await count("a", 5, 7)).toBe(2);
});

test("two who count the same at the same time get the same", async () => {
  const operator = withLog(records(4_500));
  const tally = new RecordTally(operator);
  const range = { start: 0, end: 4_500 };

  const both = await Promise.all([tally.count("lag", "t", 0, range), tally.count("lag", "t", 0, range)]);

  expect(both.map(({ records: counted }) => counted)).toEqual([4_500, 4_500]);
});

test("a failure on the way does not spoil the next count", async () => {
  const operator = withLog(records(4_500));
  const tally = new RecordTally(operator);
  const { read } = operator;
  operator.read = async (place, limit) => {
    if (place.offset > 0) throw new Error("broker away");
    return read.call(operator, place, limit);
  };
  await expect(tally.count("lag", "t", 0, { start: 0, end: 4_500 })).rejects.toThrow("broker away");
  operator.read = read;

  expect(await tally.count("lag", "t", 0, { start: 0, end: 4_500 })).toMatchObject({ records: 4_500 });
});
