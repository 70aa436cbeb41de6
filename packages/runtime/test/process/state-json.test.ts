import { frozen, jsonFault } from "../../src/process/state-json.ts";

test.each<[unknown]>([
  [null],
  [0],
  ["text"],
  [true],
  [[1, [2, null]]],
  [{ a: { b: [{ c: "d" }] }, left: undefined }],
  [Object.assign(Object.create(null), { a: 1 })],
])("JSON holds %j as it is", (value) => {
  expect(jsonFault(value)).toBeUndefined();
});

class Tally {
  readonly n = 1;
}

test.each<[string, unknown, string]>([
  ["NaN", { a: [1, Number.NaN] }, ".a[1] is NaN"],
  ["infinity", Number.POSITIVE_INFINITY, " is Infinity"],
  ["a date", { at: new Date(0) }, ".at is a Date"],
  ["a map", { byId: new Map() }, ".byId is a Map"],
  ["an object of a class", { tally: new Tally() }, ".tally is a Tally"],
  ["a bigint", { n: 1n }, ".n is of type bigint"],
  ["a function", { f: () => 1 }, ".f is of type function"],
  ["nothing in a list", [1, undefined], "[1] is of type undefined"],
  ["a hole in a list", new Array(1), "[0] is of type undefined"],
])("JSON does not hold %s", (_what, value, fault) => {
  expect(jsonFault(value)).toBe(fault);
});

test("a frozen state cannot be changed at any depth", () => {
  const state = frozen({ a: { list: [{ n: 1 }] } });
  expect(() => {
    (state.a.list[0] as { n: number }).n = 2;
  }).toThrow(TypeError);
  expect(() => state.a.list.push({ n: 3 })).toThrow(TypeError);
});
