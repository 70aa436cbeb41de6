import { topics } from "../../src/index.ts";
import type { AvroRecordSchema } from "../../src/topic.ts";
import { namingFaults } from "../../tools/naming-faults.ts";
import { currentSchemas } from "../../tools/schema-files.ts";

const path = "src/transit/stop-call.avsc";
const schema = (changes: object = {}, field: object = {}): AvroRecordSchema => ({
  type: "record",
  name: "StopCall",
  namespace: "tributary.transit",
  doc: "A call at a stop.",
  fields: [{ name: "delaySeconds", type: ["null", "int"], default: null, doc: "Late by.", ...field }],
  ...changes,
});

test.each(currentSchemas())("$path keeps the rules", ({ path, schema }) => {
  expect(namingFaults(path, schema)).toEqual([]);
});

test("the rules accept a schema that keeps them", () => {
  expect(namingFaults(path, schema())).toEqual([]);
});

test.each([
  [{ namespace: "tributary.market" }, {}, "namespace is not tributary.transit"],
  [{ name: "stopCall" }, {}, "stopCall is not PascalCase"],
  [{ name: "StopVisit" }, {}, "StopVisit is not what its file is called"],
  [{ doc: undefined }, {}, "has no doc"],
  [{}, { doc: "" }, "delaySeconds has no doc"],
  [{}, { name: "delay_seconds" }, "delay_seconds is not camelCase"],
  [{}, { name: "delay" }, "delay is a number without a known unit in its name"],
  [{}, { default: 0 }, "delaySeconds is optional without the default null"],
  [{}, { type: ["int", "null"] }, 'delaySeconds is a union other than ["null", T]'],
  [{}, { name: "a", type: { type: "array", items: "int" } }, "a is of a type that flat records do not use"],
  [{}, { name: "a", type: { type: "map", values: "int" } }, "a is of a type that flat records do not use"],
  [{}, { name: "a", type: { type: "enum", name: "E", symbols: ["x"] } }, "a is an enum without a default"],
  [
    {},
    { name: "seen", type: { type: "long", logicalType: "timestamp-millis" } },
    "seen is a timestamp-millis whose name",
  ],
  [{}, { name: "at", type: { type: "long", logicalType: "time-micros" } }, "for which there is no rule"],
])("%j %j is refused: %s", (changes, field, fault) => {
  expect(namingFaults(path, schema(changes, field)).join("\n")).toContain(fault);
});

test.each(topics)("$name is <domain>.<fact>.v<N> of its schema, with a sensible partition count", (topic) => {
  const [, domain, fact] = /^([a-z]+)\.([a-z]+(?:-[a-z]+)*)\.v[1-9]\d*$/.exec(topic.name) ?? [];
  expect(topic.schema.namespace).toBe(`tributary.${domain}`);
  expect(topic.schema.name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase()).toBe(fact);
  expect(topic.partitions).toBeGreaterThan(0);
});

test("topics have names of their own", () => {
  expect(new Set(topics.map(({ name }) => name)).size).toBe(topics.length);
});
