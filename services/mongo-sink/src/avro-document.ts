import type { AvroRecordSchema } from "@tributary/contracts";
import type { Document } from "mongodb";

const dayMs = 86_400_000;
/** Milliseconds of one unit of the Avro types that become dates. */
const unitMs: Readonly<Record<string, number>> = { "timestamp-millis": 1, date: dayMs };

/**
 * Makes documents of decoded Avro records: the fields by their names, instants and days as `Date` (a day as its midnight in
 * UTC), without nulls and without the fields in `except`. They are put into `others`, a new object for each document: a copy
 * of so many fields takes as long as all of this.
 */
export function avroDocument<T>(
  schema: AvroRecordSchema,
  except: readonly (keyof T & string)[] = [],
): (value: T, others: Document) => Document {
  const left = new Set<string>(except);
  const fields = schema.fields
    .filter(({ name }) => !left.has(name))
    .map(({ name, type }) => ({ name: name as keyof T & string, unit: dateUnit(type) }));
  return (value, document) => {
    for (const { name, unit } of fields) {
      const given = value[name];
      if (given === null || given === undefined) continue;
      document[name] = unit === undefined ? given : new Date((given as number) * unit);
    }
    return document;
  };
}

/** Milliseconds of a field's unit when it is a point in time, undefined when it is anything else. */
function dateUnit(type: unknown): number | undefined {
  if (Array.isArray(type)) return dateUnit(type.find((branch) => branch !== "null"));
  if (typeof type !== "object" || type === null || !("logicalType" in type)) return undefined;
  return unitMs[String(type.logicalType)];
}
