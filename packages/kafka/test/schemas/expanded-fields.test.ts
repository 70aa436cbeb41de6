import { vehiclePosition } from "@tributary/contracts";
import { expandedFields } from "../../src/schemas/expanded-fields.ts";

const record = (name: string, ...types: readonly unknown[]) => ({
  type: "record",
  name,
  fields: types.map((type, index) => ({ name: `f${index}`, type })),
});

test("a flat record has the fields it names", () => {
  expect(expandedFields(vehiclePosition.schema)).toBe(vehiclePosition.schema.fields.length);
});

test("a record within a record counts each time it is named, optional or not", () => {
  const inner = record("test.Inner", "long", "string");
  expect(expandedFields(record("test.Outer", inner, "test.Inner", ["null", "Inner"]))).toBe(3 + 3 * 2);
});

test("each level that names the one below twice doubles it", () => {
  let schema: unknown = record("L0", "null");
  for (let level = 1; level <= 40; level++) schema = record(`L${level}`, schema, `L${level - 1}`);
  // Level n has 2 fields and two of the level below: 3 · 2ⁿ − 2.
  expect(expandedFields(schema)).toBe(3 * 2 ** 40 - 2);
});

test("a record that holds itself is without end", () => {
  expect(expandedFields(record("Chain", "long", ["null", "Chain"]))).toBe(Number.POSITIVE_INFINITY);
});
