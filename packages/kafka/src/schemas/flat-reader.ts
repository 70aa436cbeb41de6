import type { AvroType } from "./avro-type.ts";
import { type FlatField, flatFields, type Kind } from "./flat-fields.ts";
import { KnownTexts } from "./known-texts.ts";

/** Reads the value that begins at `start` and ends with the bytes; undefined for bytes that are left to avsc. */
export type FlatReader = (bytes: Buffer, start: number) => unknown;

/** Where `longAt` has ended; beyond any bytes when the number is not exact. */
const cursor = { at: 0 };

function longAt(bytes: Buffer, start: number): number {
  let at = start;
  let byte = bytes[at++] as number;
  let rest = byte & 0x7f;
  for (let weight = 0x80; byte >= 0x80; weight *= 0x80) {
    byte = bytes[at++] as number;
    rest += (byte & 0x7f) * weight;
  }
  cursor.at = rest < 2 ** 53 - 2 ? at : Number.POSITIVE_INFINITY;
  return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2;
}

/** A small number takes one byte or two. */
const number = (name: string) => `
    c = b[p++];
    if (c < 128) ${name} = (c >>> 1) ^ -(c & 1);
    else {
      n = b[p++];
      if (n < 128) { n = (c & 127) | (n << 7); ${name} = (n >>> 1) ^ -(n & 1); }
      else { ${name} = long(b, p - 2); p = cursor.at; }
    }`;

const length = `${number("n")}
    if (!(n >= 0 && p + n <= b.length)) return undefined;`;

/** How a value of the kind at `p` of `b` becomes `name`. */
const reading: Record<Kind, (name: string) => string> = {
  boolean: (name) => `\n    ${name} = b[p++] !== 0;`,
  int: number,
  long: number,
  float: (name) =>
    `\n    if (p + 4 > b.length) return undefined;\n    ${name} = b.readFloatLE(p);\n    p += 4;`,
  double: (name) =>
    `\n    if (p + 8 > b.length) return undefined;\n    ${name} = b.readDoubleLE(p);\n    p += 8;`,
  string: (name) => `${length}\n    ${name} = t${name}(b, p, n);\n    p += n;`,
};

const skipping: Record<Kind, string> = {
  boolean: "\n    p++;",
  int: "\n    while (b[p++] >= 128);",
  long: "\n    while (b[p++] >= 128);",
  float: "\n    p += 4;",
  double: "\n    p += 8;",
  string: `${length}\n    p += n;`,
};

/** The variable that field `index` of the writer is read into; undefined for one that the reader does not have. */
function step({ kind, isNullable }: FlatField, name: string | undefined): string {
  const begin = name === undefined ? "" : `\n  let ${name} = null;`;
  const value = name === undefined ? skipping[kind] : reading[kind](name);
  if (!isNullable) return begin + value;
  return `${begin}\n  c = b[p++];\n  if (c === 2) {${value}\n  } else if (c !== 0) return undefined;`;
}

/**
 * A function that reads what a writer of one schema wrote as a value of another, made in one piece: for two flat schemas
 * whose common fields are of the same types; undefined for others. avsc must have found that they can be resolved.
 */
export function flatReader(reader: AvroType, writer: AvroType): FlatReader | undefined {
  const wanted = flatFields(reader);
  const written = flatFields(writer);
  if (wanted === undefined || written === undefined) return undefined;
  const sources = wanted.map(({ name }) => written.findIndex((field) => field.name === name));
  const isSame = wanted.every(({ kind, isNullable }, index) => {
    const source = written[sources[index] ?? -1];
    return source === undefined || (source.kind === kind && source.isNullable === isNullable);
  });
  if (!isSame) return undefined;
  const steps = written.map((field, index) => step(field, sources.includes(index) ? `f${index}` : undefined));
  const values = sources.map((index) => (index < 0 ? "undefined" : `f${index}`));
  const texts = written.map((_, index) => `tf${index}`);
  const body = `return function read(b, s) {
  let p = s, n = 0, c = 0;${steps.join("")}
  return p === b.length ? new Record(${values.join()}) : undefined;\n};`;
  const { recordConstructor } = reader as unknown as { readonly recordConstructor: unknown };
  const make = new Function("Record", "long", "cursor", ...texts, body);
  return make(recordConstructor, longAt, cursor, ...texts.map(() => new KnownTexts().at)) as FlatReader;
}
