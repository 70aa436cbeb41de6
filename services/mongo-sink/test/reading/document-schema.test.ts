import type { AnyArchive } from "../../src/archive.ts";
import { archives } from "../../src/archives.ts";
import { documentSchema } from "../../src/reading/document-schema.ts";

type Schema = { required: string[]; properties: Record<string, Record<string, unknown>> };

const schemaOf = (collection: string) => {
  const archive = archives.find((one) => one.collection === collection) as AnyArchive;
  return documentSchema(archive) as Schema;
};

test("a field of the topic is a property, with its type and its doc", () => {
  const { properties } = schemaOf("accidents");
  expect(properties.severityLevel).toEqual({
    type: "integer",
    description: "Impact on traffic, not injury: 1 short delay to 4 long delay (Severity).",
  });
  expect(properties.temperatureCelsius).toMatchObject({ type: "number" });
  expect(properties.trafficSignal).toMatchObject({ type: "boolean" });
  expect(properties.city).toMatchObject({ type: "string" });
});

test("instants and days are dates in a document", () => {
  const { properties } = schemaOf("accidents");
  expect(properties.startedAt).toMatchObject({ type: "string", format: "date-time" });
  expect(properties.endedAt).toMatchObject({ type: "string", format: "date-time" });
  expect(schemaOf("flights").properties.scheduledDate).toMatchObject({ type: "string", format: "date-time" });
});

test("what may be null in the topic may be absent, all else is required", () => {
  const { required, properties } = schemaOf("accidents");
  expect(required).toEqual(
    expect.arrayContaining(["_id", "meta", "location", "record", "startedAt", "severityLevel"]),
  );
  expect(required).not.toContain("city");
  expect(properties).toHaveProperty("city");
});

test("fields that _id, meta and location tell are no properties", () => {
  const names = Object.keys(schemaOf("accidents").properties);
  for (const name of ["accidentId", "state", "source", "startLatitude", "startLongitude"])
    expect(names).not.toContain(name);
});

test("only what has a place has a location", () => {
  expect(schemaOf("vehicle-positions").properties).toHaveProperty("location");
  expect(schemaOf("flights").properties).not.toHaveProperty("location");
});

test("a type that nobody has thought of is refused, not guessed", () => {
  const topic = { schema: { fields: [{ name: "tags", type: { type: "array", items: "string" } }] } };
  expect(() => documentSchema({ toldElsewhere: [], indexes: [], topic } as unknown as AnyArchive)).toThrow(
    'no JSON Schema for the Avro type {"type":"array","items":"string"}',
  );
});
