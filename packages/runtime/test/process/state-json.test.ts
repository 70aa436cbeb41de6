import { frozen, jsonFault, settle } from "../../src/process/state-json.ts";

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
  expect(settle(value)).toBe(fault);
});

test("a frozen state cannot be changed at any depth", () => {
  const state = frozen({ a: { list: [{ n: 1 }] } });
  expect(() => {
    (state.a.list[0] as { n: number }).n = 2;
  }).toThrow(TypeError);
  expect(() => state.a.list.push({ n: 3 })).toThrow(TypeError);
});

test("of a list that has grown what is new is looked at, and what has moved up is not again", () => {
  const kept = { n: 1 };
  const strange = { n: Number.NaN };
  expect(jsonFault([kept, { n: Number.NaN }], [kept])).toBe("[1].n is NaN");
  expect(jsonFault([strange, kept, { n: Number.NaN }], [kept, strange])).toBe("[2].n is NaN");
  expect(jsonFault([strange, { n: 2 }], [kept, strange])).toBeUndefined();
});

test("what is new in a state is frozen at any depth as it is looked at, beside what was frozen before", () => {
  const before = frozen({ moved: [{ n: 1 }, { n: 2 }], same: { n: 3 } });
  const [, second] = before.moved;
  const state = { moved: [second, { n: 4 }], same: before.same, added: { deep: [{ n: 5 }] } };
  expect(settle(state, before)).toBeUndefined();
  const all = [state, state.moved, ...state.moved, state.same, state.added, ...state.added.deep];
  expect(all.filter((part) => !Object.isFrozen(part))).toEqual([]);
});
