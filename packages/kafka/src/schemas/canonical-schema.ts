/** Attributes that change what a value means or how it is read; docs, aliases and order of attributes do not. */
const telling = ["logicalType", "precision", "scale", "size", "symbols"] as const;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

function fullName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

const primitives = new Set(["null", "boolean", "int", "long", "float", "double", "bytes", "string"]);

function canonical(schema: Json, namespace: string): Json {
  if (typeof schema === "string") return primitives.has(schema) ? schema : fullName(schema, namespace);
  if (Array.isArray(schema)) return schema.map((branch) => canonical(branch, namespace));
  const { type, name, fields, items, values, ...attributes } = schema as JsonObject;
  const kept: Record<string, Json> = {};
  for (const attribute of telling)
    if (attributes[attribute] !== undefined) kept[attribute] = attributes[attribute];
  const named =
    typeof name === "string" ? fullName(name, String(attributes.namespace ?? namespace)) : undefined;
  const inner = named?.includes(".") ? named.slice(0, named.lastIndexOf(".")) : namespace;
  if (named !== undefined) kept.name = named;
  if (items !== undefined) kept.items = canonical(items, inner);
  if (values !== undefined) kept.values = canonical(values, inner);
  if (Array.isArray(fields)) kept.fields = fields.map((field: JsonObject) => canonicalField(field, inner));
  const complex = typeof type === "string" && !primitives.has(type);
  const plainType = complex ? type : canonical(type ?? null, inner);
  return Object.keys(kept).length === 0 ? plainType : { type: plainType, ...kept };
}

function canonicalField(field: JsonObject, namespace: string): Json {
  const type = canonical(field.type ?? null, namespace);
  return {
    name: field.name ?? null,
    type,
    ...(field.default === undefined ? {} : { default: field.default }),
  };
}

/**
 * A text that is equal for schemas of equal meaning, however they are written. Avro's own canonical form (Avro 1.11,
 * "Parsing Canonical Form") also leaves out defaults and logical types, which matter to readers.
 */
export function canonicalSchema(schema: unknown): string {
  return JSON.stringify(canonical(schema as Json, ""));
}
