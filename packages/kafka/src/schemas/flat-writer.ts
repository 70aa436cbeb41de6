import type { AvroType } from "./avro-type.ts";
import { flatFields, type Kind } from "./flat-fields.ts";

/**
 * Writes a value at `start`; answers where it ends, beyond the buffer's end when it does not fit, or −1 for a value that
 * is left to avsc: one with text beyond ASCII, without a field that has a default, or of another type.
 */
export type FlatWriter = (value: unknown, target: Buffer, start: number) => number;

/** Longer texts are left to avsc: their length takes a third byte. */
export const longestText = 8_191;

const varint = `
    n = (x << 1) ^ (x >> 31);
    while (n >>> 7 !== 0) { b[p++] = (n & 127) | 128; n >>>= 7; }
    b[p++] = n;`;

/** How a value `x` of the kind is written at `p` of `b`. */
const writing: Record<Kind, string> = {
  boolean: `
    if (typeof x !== "boolean") return -1;
    b[p++] = x ? 1 : 0;`,
  int: `
    if (x !== (x | 0)) return -1;${varint}`,
  long: `
    if (x === (x | 0)) {${varint}
    } else {
      if (!Number.isInteger(x) || x > ${2 ** 53 - 2} || x < ${-(2 ** 53 - 2)}) return -1;
      n = x >= 0 ? x * 2 : -x * 2 - 1;
      while (n >= 128) { b[p++] = (n % 128) | 128; n = Math.floor(n / 128); }
      b[p++] = n;
    }`,
  float: `
    if (typeof x !== "number") return -1;
    if (p + 4 <= b.length) b.writeFloatLE(x, p);
    p += 4;`,
  double: `
    if (typeof x !== "number") return -1;
    if (p + 8 <= b.length) b.writeDoubleLE(x, p);
    p += 8;`,
  string: `
    if (typeof x !== "string" || x.length > ${longestText}) return -1;
    n = x.length;
    if (n < 64) b[p++] = n << 1;
    else { b[p++] = ((n << 1) & 127) | 128; b[p++] = n >> 6; }
    for (let i = 0; i < n; i++) {
      const c = x.charCodeAt(i);
      if (c >= 128) return -1;
      b[p + i] = c;
    }
    p += n;`,
};

/**
 * A function made for one schema, as avsc makes them, but of one piece: no call and no look-up of a union's branch for a
 * field. Undefined for a schema that is not flat.
 */
export function flatWriter(type: AvroType): FlatWriter | undefined {
  const fields = flatFields(type);
  if (fields === undefined) return undefined;
  const steps = fields.map(({ name, kind, isNullable }) => {
    const write = writing[kind];
    return `
  x = v.${name};${isNullable ? `\n  if (x === null) b[p++] = 0;\n  else {\n    b[p++] = 2;${write}\n  }` : write}`;
  });
  const body = `let p = s, n = 0, x;${steps.join("")}\n  return p;`;
  return new Function("v", "b", "s", body) as FlatWriter;
}
