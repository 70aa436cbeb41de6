import type { AvroRecordSchema } from "../src/topic.ts";

const primitives: Readonly<Record<string, string>> = {
  null: "null",
  boolean: "boolean",
  int: "number",
  long: "number",
  float: "number",
  double: "number",
  string: "string",
  bytes: "Uint8Array",
};

/**
 * The TypeScript module of a flat record schema: an interface of its decoded values, and the schema itself as a
 * constant, because neither Node nor a browser imports `.avsc`. Instants and days stay the numbers they are in Avro.
 *
 * @throws TypeError for arrays, maps and nested records, which our contracts do not use.
 */
export function typescriptOf(schema: AvroRecordSchema): string {
  const fields = schema.fields.map((field) => {
    const doc = field.doc === undefined ? "" : `  ${comment(field.doc)}\n`;
    return `${doc}  readonly ${field.name}: ${typeOf(field.type)};\n`;
  });
  const constant = `${schema.name[0]?.toLowerCase()}${schema.name.slice(1)}Schema`;
  return [
    "// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.",
    'import type { AvroRecordSchema } from "../topic.ts";',
    "",
    ...(schema.doc === undefined ? [] : [comment(schema.doc)]),
    `export interface ${schema.name} {\n${fields.join("")}}`,
    "",
    `export const ${constant}: AvroRecordSchema = ${JSON.stringify(schema, null, 2)};`,
    "",
  ].join("\n");
}

function comment(doc: string): string {
  return `/** ${doc.replaceAll("*/", "*\\/")} */`;
}

function typeOf(type: unknown): string {
  if (Array.isArray(type)) return type.toSorted(nullLast).map(typeOf).join(" | ");
  if (typeof type === "string") {
    const primitive = primitives[type];
    if (primitive !== undefined) return primitive;
  } else if (isObject(type)) {
    if (type.type === "enum" && Array.isArray(type.symbols)) {
      return type.symbols.map((symbol) => JSON.stringify(symbol)).join(" | ");
    }
    if (typeof type.logicalType === "string") return typeOf(type.type);
  }
  throw new TypeError(`No TypeScript for the Avro type ${JSON.stringify(type)}`);
}

function isObject(type: unknown): type is Readonly<Record<string, unknown>> {
  return typeof type === "object" && type !== null;
}

function nullLast(a: unknown, b: unknown): number {
  return Number(a === "null") - Number(b === "null");
}
