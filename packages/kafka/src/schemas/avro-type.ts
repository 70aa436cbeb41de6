import avro from "avsc";

export type AvroType = avro.Type;
export type AvroResolver = ReturnType<avro.Type["createResolver"]>;

/** Logical types stay off: instants are numbers, which is cheaper than dates and what the contracts say. */
export function avroType(schema: unknown): AvroType {
  return avro.Type.forSchema(schema as avro.Schema);
}

/**
 * Whether the schema holds an array or a map, at any depth. Five bytes of such a schema can announce 500 million items
 * and end the process by heap exhaustion, which cannot be caught.
 */
export function holdsCollection(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(holdsCollection);
  if (typeof schema !== "object" || schema === null) return false;
  const { type, fields } = schema as { type?: unknown; fields?: unknown };
  if (type === "array" || type === "map") return true;
  if (Array.isArray(fields) && fields.some((field) => holdsCollection((field as { type: unknown }).type)))
    return true;
  return holdsCollection(type);
}
