/** A JSON Schema, as OpenAPI has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An object of which all properties but those in `optional` are always there. */
export function object(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", required, properties };
}

export function list(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}
