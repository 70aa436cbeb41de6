import { assertPassage, passageLimits } from "../../src/replay/passage-limits.ts";
import type { BuriedPart, Passage } from "../../src/replay/recording.ts";

const record = (bytes: number) => ({ key: "k", value: Buffer.alloc(bytes) });
const part = (bytes: number): BuriedPart => ({
  raw: Buffer.alloc(bytes),
  ordinal: 1,
  stage: "decode",
  error: "noise",
  message: "",
  headers: {},
});
const passage = (over: Partial<Passage>): Passage => ({ records: [], buried: [], position: 0, ...over });
const many = <T>(n: number, of: () => T): T[] => Array.from({ length: n }, of);

test("what is at the limits passes", () => {
  const { parts, rawBytes } = passageLimits;
  assertPassage(passage({ records: many(parts - 1, () => record(1)), buried: [part(rawBytes)] }));
});

test.each<[string, Partial<Passage>, RegExp]>([
  ["too many parts", { records: many(50_001, () => record(1)) }, /with 50001 parts, at most 50000/],
  ["too many bytes", { records: many(40, () => record(800_000)) }, /with 32000040 bytes, at most 32000000/],
  [
    "a part that is too long",
    { buried: [part(1_000_001)] },
    /a buried part of 1000001 bytes, at most 1000000/,
  ],
])("a passage with %s is a bug of the recording", (_what, over, words) => {
  expect(() => assertPassage(passage(over))).toThrow(words);
});
