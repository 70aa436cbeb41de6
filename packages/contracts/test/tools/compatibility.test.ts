import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Type } from "avsc";
import fc from "fast-check";
import { topics } from "../../src/index.ts";
import type { AvroRecordSchema } from "../../src/topic.ts";
import { incompatibility, typeOf } from "../../tools/compatibility.ts";
import { releasedSchemas } from "../../tools/schema-files.ts";

const current = (path: string) => topics.find(({ name }) => name === basename(path, ".avsc"))?.schema;

test("every topic has its released schema, and nothing released is gone", () => {
  const released = releasedSchemas().map(({ path }) => basename(path, ".avsc"));
  expect(released).toEqual(topics.map(({ name }) => name).toSorted());
});

describe.each(releasedSchemas())("$path", ({ path, schema: released }) => {
  test("is compatible with the schema of today, both ways", () => {
    expect(incompatibility(released, current(path) as AvroRecordSchema)).toBeUndefined();
  });

  test("carries every value to the schema of today and back, as far as both know its fields", () => {
    const [older, newer] = [typeOf(released), typeOf(current(path) as AvroRecordSchema)];
    for (const [writer, reader] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const resolver = reader.createResolver(writer);
      fc.assert(
        fc.property(valuesOf(writer), (value) => {
          const read = reader.fromBuffer(writer.toBuffer(value), resolver);
          for (const [name, written] of Object.entries(value))
            if (name in read) expect(read[name]).toEqual(written);
        }),
      );
    }
  });
});

describe("a change of the schema", () => {
  const path = "released/transit.vehicle-position.v1.avsc";
  const text = readFileSync(`${import.meta.dirname}/../../${path}`, "utf8");
  const changed = (change: (fields: { name: string; type: unknown; default?: unknown }[]) => unknown) => {
    const schema = JSON.parse(text);
    change(schema.fields);
    return incompatibility(JSON.parse(text), schema);
  };

  test("may add an optional field, and take one away", () => {
    expect(
      changed((fields) => fields.push({ name: "depot", type: ["null", "string"], default: null })),
    ).toBeUndefined();
    expect(changed((fields) => fields.pop())).toBeUndefined();
  });

  test("may not add a field without a default: it is not in the records of the log", () => {
    expect(changed((fields) => fields.push({ name: "depot", type: "string" }))).toContain(
      "cannot read released records",
    );
  });

  test("may not take away a field without a default: old readers ask for it", () => {
    expect(changed((fields) => fields.shift())).toContain("cannot read current records");
  });

  test("may not change a type, nor widen one: old readers cannot narrow it", () => {
    const retype = (name: string, type: unknown) =>
      changed((fields) => Object.assign(fields.find((field) => field.name === name) ?? {}, { type }));
    expect(retype("latitude", "string")).toContain("cannot read released records");
    expect(retype("delaySeconds", ["null", "long"])).toContain("cannot read current records");
  });

  test("may not rename a field", () => {
    expect(changed((fields) => Object.assign(fields[0] ?? {}, { name: "vehicle" }))).toBeDefined();
  });
});

/** Random values of a flat record type, from the seed that fast-check prints when a property fails. */
function valuesOf(type: Type): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      (type as Type & { fields: readonly { name: string; type: Type }[] }).fields.map(({ name, type }) => [
        name,
        of(type),
      ]),
    ),
  );
}

function of(type: Type): fc.Arbitrary<unknown> {
  const { typeName } = type;
  if (typeName.startsWith("union")) {
    return fc.oneof(...(type as Type & { types: readonly Type[] }).types.map(of));
  }
  // Below -2^52 avsc 5.7.9 writes another number than it was given, without a word.
  const long = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
  const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    null: fc.constant(null),
    string: fc.string({ unit: "grapheme" }),
    double: fc.double({ noNaN: true }),
    boolean: fc.boolean(),
    int: fc.integer(),
    "logical:date": fc.integer(),
    long: long,
    "logical:timestamp-millis": long,
  };
  const arbitrary = known[typeName];
  if (arbitrary === undefined) throw new TypeError(`No values for ${typeName}: add them here`);
  return arbitrary;
}
