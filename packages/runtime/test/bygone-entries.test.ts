import { BygoneEntries } from "../src/bygone-entries.ts";
import type { ViewEntry } from "../src/view.ts";

const entry = (key: string, partition: number, offset: number): ViewEntry<string> => ({
  key,
  value: key,
  eventTime: 0,
  partition,
  offset,
  appendedAt: 0,
  channels: [],
  enteredOffset: offset,
});
const told = (entries: readonly ViewEntry<string>[] | undefined) =>
  entries?.map(({ key, offset }) => `${key}@${offset}`);

test("those that changed at a position or after are told, in their newest state", () => {
  const bygone = new BygoneEntries<string>(100);
  for (const each of [entry("a", 0, 3), entry("b", 1, 9), entry("c", 0, 4), entry("a", 0, 7)])
    bygone.add(each);
  expect(told(bygone.since([0, 0]))).toEqual(["a@7", "b@9", "c@4"]);
  expect(told(bygone.since([5, 9]))).toEqual(["a@7", "b@9"]);
  expect(told(bygone.since([8, 10]))).toEqual([]);
});

test("beyond its bound the older ones are forgotten, and whoever might need one of them is told so", () => {
  const bygone = new BygoneEntries<string>(4);
  for (let offset = 0; offset < 5; offset++) bygone.add(entry(`k${offset}`, offset % 2, offset));
  // k0 and k1 are forgotten: offsets 0 of partition 0 and 1 of partition 1.
  expect(bygone.since([0, 2])).toBeUndefined();
  expect(bygone.since([1, 1])).toBeUndefined();
  expect(told(bygone.since([1, 2]))).toEqual(["k2@2", "k3@3", "k4@4"]);
});

test("a key that changes again is not forgotten with its older state", () => {
  const bygone = new BygoneEntries<string>(4);
  for (const each of [entry("a", 0, 0), entry("b", 0, 1), entry("a", 0, 2), entry("b", 0, 3)])
    bygone.add(each);
  expect(told(bygone.since([0]))).toEqual(["a@2", "b@3"]);
  expect(bygone.get("a")?.offset).toBe(2);
});

test("a key that is held again is none of them", () => {
  const bygone = new BygoneEntries<string>(4);
  for (const each of [entry("a", 0, 0), entry("b", 0, 1), entry("a", 0, 2)]) bygone.add(each);
  bygone.recall("a");
  expect([told(bygone.since([0])), bygone.get("a")]).toEqual([["b@1"], undefined]);
});
