import { exitCodeOf } from "../../src/exit-code.ts";
import { mark } from "../../src/mark.ts";
import { markBytes, readMarks } from "../../src/producer/mark-record.ts";
import type { Json } from "../../src/view.ts";

const record = (key: string | null, value: string | Buffer | null, offset = 0) => ({
  key: key === null ? null : Buffer.from(key),
  value: typeof value === "string" ? Buffer.from(value) : value,
  offset,
});

function read(...records: Parameters<typeof readMarks>[1]): ReadonlyMap<string, Json> {
  const marks = new Map<string, Json>();
  readMarks("vane", records, marks);
  return marks;
}

test.each([[0], [null], [""], [[1, "ü", null]], [{ revision: 4, blocks: [{ sum: 0.1 }] }]] satisfies [
  Json,
][])("%j comes back as it was marked", (value) => {
  expect(read(record("a", markBytes("vane", mark("a", value)))).get("a")).toEqual(value);
});

test("of a key the newest counts, and undefined forgets it", () => {
  const bytes = (value: Json | undefined) => markBytes("vane", mark("a", value));
  expect([...read(record("a", bytes(1)), record("b", bytes(2)), record("a", bytes(3)))]).toEqual([
    ["a", 3],
    ["b", 2],
  ]);
  expect([...read(record("a", bytes(1)), record("a", bytes(undefined)))]).toEqual([]);
});

test.each([
  ["what is no JSON", record("a", "{"), 'holds under "a" what is no JSON'],
  ["a later version", record("a", '{"version":2,"value":1}'), 'holds under "a" a mark of version 2'],
  ["another form", record("a", "17"), 'holds under "a" a mark of version none'],
  ["null", record("a", "null"), 'holds under "a" a mark of version none'],
  ["no value", record("a", '{"version":1}'), 'holds under "a" a mark of version 1'],
  ["no key", record(null, "1", 7), "holds a record without a key at offset 7"],
])("%s in the topic is a fault that a person must settle, exit 78", (_, strange, words) => {
  const thrown = (() => {
    try {
      return read(strange);
    } catch (error) {
      return error as Error;
    }
  })();
  expect(thrown).toBeInstanceOf(Error);
  expect(String(thrown)).toContain(`How far vane has come cannot be read: vane.progress ${words}`);
  expect(exitCodeOf(thrown)).toBe(78);
});

test.each([
  ["", 1, 'vane marks ""'],
  ["a", { at: Number.NaN } as unknown as Json, "JSON cannot hold: the value.at is NaN"],
  ["a", "x".repeat(900_000), "at most 880000 are written"],
])("a mark that could not be read back is an error of the definition", (key, value, words) => {
  expect(() => markBytes("vane", mark(key, value))).toThrow(words);
});
