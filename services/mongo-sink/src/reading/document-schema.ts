import type { AnyArchive } from "../archive.ts";
import { type JsonSchema, object } from "./json-schema.ts";

const text = { type: "string" };
const instant = { type: "string", format: "date-time" };
const types: Readonly<Record<string, JsonSchema>> = {
  string: text,
  boolean: { type: "boolean" },
  int: { type: "integer" },
  long: { type: "integer" },
  float: { type: "number" },
  double: { type: "number" },
};
/** What becomes a `Date` in a document. */
const dates = new Set(["timestamp-millis", "date"]);

/**
 * The JSON Schema of an archive's documents, made of the Avro schema of its topic, docs included. Fields that may be null
 * there may be absent here. Throws for an Avro type that no archive has had so far.
 */
export function documentSchema(archive: AnyArchive): JsonSchema {
  const { topic, toldElsewhere } = archive;
  const fields = topic.schema.fields.filter(({ name }) => !toldElsewhere.includes(name));
  const optional = fields.filter(({ type }) => Array.isArray(type)).map(({ name }) => name);
  const named = fields.map(({ name, type, doc }) => [
    name,
    { ...typed(type), ...(doc && { description: doc }) },
  ]);
  const place = { ...object({ type: text, coordinates }), description: "A point, GeoJSON" };
  return object(
    {
      _id: { type: "string", description: "One of a kind in the collection" },
      meta: { type: "object", additionalProperties: text, description: "What the documents are grouped by" },
      ...(hasPlace(archive) && { location: place }),
      ...Object.fromEntries(named),
      record: object({
        partition: types.int as JsonSchema,
        offset: types.int as JsonSchema,
        appendedAt: instant,
      }),
    },
    optional,
  );
}

const coordinates = {
  type: "array",
  items: { type: "number" },
  description: "Degrees east, degrees north, WGS84",
};

/** Whether readers can ask for a part of the map. */
export function hasPlace({ indexes }: AnyArchive): boolean {
  return indexes.some(({ key }) => (key as Record<string, unknown>).location === "2dsphere");
}

function typed(type: unknown): JsonSchema {
  if (Array.isArray(type)) return typed(type.find((branch) => branch !== "null"));
  if (typeof type === "string" && types[type] !== undefined) return types[type];
  if (
    typeof type === "object" &&
    type !== null &&
    "logicalType" in type &&
    dates.has(String(type.logicalType))
  )
    return instant;
  throw new Error(`no JSON Schema for the Avro type ${JSON.stringify(type)}`);
}
