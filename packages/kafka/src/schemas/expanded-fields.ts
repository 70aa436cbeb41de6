interface Shape {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly fields?: unknown;
}

/** More than any event record has. */
export const mostFields = 1_000;

/**
 * How many fields a value of the schema has when every record within a record is spread out; infinite for a record that
 * holds itself. Each level of records that name the level below twice doubles it, so that a schema of a few hundred bytes
 * takes minutes to decode one byte.
 */
export function expandedFields(schema: unknown, known: Map<string, number> = new Map()): number {
  if (Array.isArray(schema)) return sum(schema, known);
  if (typeof schema === "string") return known.get(schema.split(".").at(-1) ?? "") ?? 0;
  if (typeof schema !== "object" || schema === null) return 0;
  const { type, name, fields } = schema as Shape;
  if (!Array.isArray(fields)) return expandedFields(type, known);
  const own = String(name).split(".").at(-1) ?? "";
  known.set(own, Number.POSITIVE_INFINITY); // for whoever names it from within
  const types = fields.map((field) => (field as Shape).type);
  const count = fields.length + sum(types, known);
  known.set(own, count);
  return count;
}

function sum(schemas: readonly unknown[], known: Map<string, number>): number {
  return schemas.reduce<number>((total, schema) => total + expandedFields(schema, known), 0);
}
