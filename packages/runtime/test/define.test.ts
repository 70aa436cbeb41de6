import { defineProducer } from "../src/define.ts";
import { thingTopic } from "./things.ts";

const vane = {
  name: "vane",
  summary: "Turns",
  config: {},
  outputs: [thingTopic],
  source: async function* () {},
};

test("a producer waits when the buffer is full and keeps no marks, unless it says otherwise", () => {
  expect(defineProducer(vane)).toMatchObject({ kind: "producer", whenFull: "wait", keepsMarks: false });
  expect(defineProducer({ ...vane, keepsMarks: true })).toMatchObject({ whenFull: "wait", keepsMarks: true });
});

test("marks and dropped records do not go together: a mark says that all before it is in the log", () => {
  const both = { ...vane, keepsMarks: true, whenFull: "drop-oldest" } as const;
  expect(() => defineProducer(both)).toThrow("vane keeps marks and drops what is oldest");
});
