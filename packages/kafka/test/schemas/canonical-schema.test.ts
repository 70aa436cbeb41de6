import { canonicalSchema } from "../../src/schemas/canonical-schema.ts";
import { positions } from "./positions.ts";

const { schema } = positions;
const withFirstField = (field: object) => ({ ...schema, fields: [field, ...schema.fields.slice(1)] });

test.each([
  [
    "docs and aliases",
    { ...schema, doc: "Where it was", fields: schema.fields.map((field) => ({ ...field, doc: "d" })) },
  ],
  ["the order of attributes", Object.fromEntries(Object.entries(schema).reverse())],
  ["a primitive type written out", withFirstField({ name: "vehicleId", type: { type: "string" } })],
  ["a namespace within the name", { type: "record", name: "tributary.test.Position", fields: schema.fields }],
])("schemas that differ in %s mean the same", (_, other) => {
  expect(canonicalSchema(other)).toBe(canonicalSchema(schema));
});

test.each([
  ["a field's name", withFirstField({ name: "id", type: "string" })],
  ["a field's type", withFirstField({ name: "vehicleId", type: "bytes" })],
  ["a default", withFirstField({ name: "vehicleId", type: "string", default: "" })],
  ["a logical type", withFirstField({ name: "vehicleId", type: { type: "string", logicalType: "uuid" } })],
  ["the order of fields", { ...schema, fields: [...schema.fields].reverse() }],
  ["the namespace", { ...schema, namespace: "elsewhere" }],
])("schemas that differ in %s do not mean the same", (_, other) => {
  expect(canonicalSchema(other)).not.toBe(canonicalSchema(schema));
});

test("names within a record take its namespace", () => {
  const inner = (name: string) => ({
    type: "record",
    name: "Outer",
    namespace: "a.b",
    fields: [
      { name: "inner", type: { type: "enum", name, symbols: ["X"] } },
      { name: "again", type: name },
    ],
  });

  expect(canonicalSchema(inner("Inner"))).toBe(canonicalSchema(inner("a.b.Inner")));
  expect(canonicalSchema(inner("Inner"))).not.toBe(canonicalSchema(inner("c.Inner")));
});
