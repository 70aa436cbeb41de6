import { RemovalMemory } from "../src/removal-memory.ts";

const removal = (key: string, removedAt: number) => ({
  key,
  channels: [],
  partition: 0,
  offset: 0,
  enteredOffset: 0,
  removedAt,
});

test("removals since a time are told, and none from before", () => {
  const memory = new RemovalMemory(1_000, 10);
  for (const [key, at] of [
    ["a", 100],
    ["b", 200],
    ["c", 300],
  ] as const)
    memory.add(removal(key, at));
  expect(memory.since(200)?.map(({ key }) => key)).toEqual(["b", "c"]);
});

test("who asks for a time that is forgotten is told so", () => {
  const memory = new RemovalMemory(1_000, 10);
  memory.add(removal("a", 100));
  memory.add(removal("b", 900));
  memory.forget(1_100);
  expect(memory.since(100)).toBeUndefined();
  expect(memory.since(101)?.map(({ key }) => key)).toEqual(["b"]);
});

test("with more removals than there is room for the oldest are forgotten", () => {
  const memory = new RemovalMemory(1_000, 2);
  for (const [key, at] of [
    ["a", 100],
    ["b", 200],
    ["c", 300],
  ] as const)
    memory.add(removal(key, at));
  expect(memory.size).toBe(2);
  expect(memory.since(100)).toBeUndefined();
  expect(memory.since(150)?.map(({ key }) => key)).toEqual(["b", "c"]);
});

test("a second removal of a key takes the place of the first", () => {
  const memory = new RemovalMemory(1_000, 2);
  memory.add(removal("a", 100));
  memory.add(removal("b", 200));
  memory.add(removal("a", 300));
  expect(memory.since(100)?.map(({ key, removedAt }) => [key, removedAt])).toEqual([
    ["b", 200],
    ["a", 300],
  ]);
});

test("a key that came back and was removed again is told once, with its newer removal", () => {
  const memory = new RemovalMemory(1_000, 10);
  memory.add(removal("a", 100));
  memory.recall("a");
  expect(memory.since(0)).toEqual([]);
  memory.add(removal("a", 300));
  expect(memory.since(0)?.map(({ key, removedAt }) => [key, removedAt])).toEqual([["a", 300]]);
  memory.forget(1_150);
  expect(memory.since(200)).toHaveLength(1);
});

test("one key that comes and goes without end keeps no more than one removal, and pushes no other out", () => {
  const memory = new RemovalMemory(1e9, 2);
  memory.add(removal("b", 0));
  for (let at = 1; at <= 5_000; at++) {
    memory.add(removal("a", at));
    memory.recall("a");
  }
  memory.add(removal("a", 6_000));
  expect(memory.since(0)?.map(({ key, removedAt }) => [key, removedAt])).toEqual([
    ["b", 0],
    ["a", 6_000],
  ]);
});
