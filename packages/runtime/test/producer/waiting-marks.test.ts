import { WaitingMarks } from "../../src/producer/waiting-marks.ts";

const letter = (key: string, value: string, ...onWritten: (() => void)[]) => ({
  key,
  value: Buffer.from(value),
  onWritten,
});
const texts = (taken: ReturnType<WaitingMarks["take"]>) => taken.map(({ key, value }) => `${key}=${value}`);

test("a mark is taken once the records before it are settled", () => {
  const waiting = new WaitingMarks();
  waiting.add(letter("a", "1"), 3);
  expect(waiting.take(2)).toEqual([]);
  expect(texts(waiting.take(3))).toEqual(["a=1"]);
  expect(waiting.take(3)).toEqual([]);
  expect(waiting.count).toBe(0);
});

test("of a key the oldest and the newest are kept, so that a source without rest gets one written", () => {
  const waiting = new WaitingMarks();
  for (let behind = 1; behind <= 1_000; behind++) waiting.add(letter("a", String(behind)), behind);
  expect(waiting.count).toBe(2);
  expect(texts(waiting.take(1))).toEqual(["a=1"]);
  expect(waiting.take(999)).toEqual([]);
  expect(texts(waiting.take(1_000))).toEqual(["a=1000"]);
});

test("when the oldest has been taken the newest is the oldest, and a newer one joins it", () => {
  const waiting = new WaitingMarks();
  waiting.add(letter("a", "1"), 1);
  waiting.add(letter("a", "5"), 5);
  expect(texts(waiting.take(1))).toEqual(["a=1"]);
  waiting.add(letter("a", "9"), 9);
  expect(texts(waiting.take(5))).toEqual(["a=5"]);
  expect(texts(waiting.take(9))).toEqual(["a=9"]);
});

test("of several behind the same records the newest is taken alone", () => {
  const waiting = new WaitingMarks();
  waiting.add(letter("a", "1"), 4);
  waiting.add(letter("a", "2"), 4);
  waiting.add(letter("a", "3"), 4);
  expect(waiting.count).toBe(1);
  expect(texts(waiting.take(4))).toEqual(["a=3"]);
});

test("keys do not wait for each other", () => {
  const waiting = new WaitingMarks();
  waiting.add(letter("a", "1"), 1);
  waiting.add(letter("a", "7"), 7);
  waiting.add(letter("b", "8"), 8);
  expect(texts(waiting.take(1))).toEqual(["a=1"]);
  waiting.add(letter("c", "9"), 9);
  expect(texts(waiting.take(8))).toEqual(["a=7", "b=8"]);
  expect(texts(waiting.take(9))).toEqual(["c=9"]);
});

test("who waits for a mark that a newer one has replaced is told with the newer one", () => {
  const told: number[] = [];
  const tell = (number: number) => () => void told.push(number);
  const waiting = new WaitingMarks();
  for (const behind of [1, 2, 3, 4]) waiting.add(letter("a", String(behind), tell(behind)), behind);
  for (const { onWritten } of waiting.take(1)) for (const each of onWritten) each();
  expect(told).toEqual([1]);
  for (const { onWritten } of waiting.take(4)) for (const each of onWritten) each();
  expect(told).toEqual([1, 2, 3, 4]);
});
