import fc from "fast-check";
import { avroType } from "../../src/schemas/avro-type.ts";
import { flatReader } from "../../src/schemas/flat-reader.ts";
import { flatSizer } from "../../src/schemas/flat-sizer.ts";
import { flatWriter } from "../../src/schemas/flat-writer.ts";

const kinds = ["boolean", "int", "long", "float", "double", "string"] as const;
type Kind = (typeof kinds)[number];

interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly default?: null;
}

const plain = (name: string, kind: Kind): Field => ({ name, type: kind });
const nullable = (name: string, kind: Kind): Field => ({ name, type: ["null", kind], default: null });
/** One field of each kind, and one that may be null. */
const fields: readonly Field[] = kinds.flatMap((kind) => [
  plain(`a_${kind}`, kind),
  nullable(`b_${kind}`, kind),
]);

function recordOf(some: readonly Field[]) {
  return avroType({ type: "record", name: "Thing", namespace: "test", fields: some });
}

const whole = recordOf(fields);

const text = fc.oneof(
  fc.constantFrom("", "AA", "WN|2015-02-28", "é", "ÿ"),
  fc.string({ maxLength: 90 }),
  fc.string({ unit: "binary", maxLength: 90 }),
  fc.integer({ min: 8_150, max: 8_210 }).map((length) => "a".repeat(length)),
);
const values: Record<Kind, fc.Arbitrary<unknown>> = {
  boolean: fc.boolean(),
  int: fc.oneof(fc.integer(), fc.integer({ min: -100, max: 20_000 })),
  // avsc takes none beyond.
  long: fc.oneof(
    fc.integer({ min: -(2 ** 53 - 2), max: 2 ** 53 - 2 }),
    fc.integer(),
    fc.integer({ min: -100, max: 20_000 }),
  ),
  float: fc.float(),
  double: fc.double(),
  string: text,
};
const thing = fc.record(
  Object.fromEntries(
    kinds.flatMap((kind) => [
      [`a_${kind}`, values[kind]],
      [`b_${kind}`, fc.option(values[kind])],
    ]),
  ),
);
/** What is of no type that is asked for, or only nearly. */
const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  "",
  "1",
  0.5,
  -0,
  Number.NaN,
  2 ** 31,
  2 ** 53,
  2n,
  {},
  [],
);
const oddThing = fc.record(
  Object.fromEntries(
    fields.map(({ name, type }) => {
      const kind = (Array.isArray(type) ? type[1] : type) as Kind;
      return [name, fc.oneof({ weight: 12, arbitrary: values[kind] }, { weight: 1, arbitrary: odd })];
    }),
  ),
);

/** The bytes that the generated writer makes, or undefined where it leaves the value to avsc. */
function written(value: unknown, room = 40_000): Buffer | undefined {
  const target = Buffer.alloc(room, 0xaa);
  const end = flatWriter(whole)?.(value, target, 3) ?? -1;
  return end < 0 ? undefined : target.subarray(3, end);
}

/** What it does, or that it throws. */
function outcome<T>(work: () => T): { readonly value?: T } {
  try {
    return { value: work() };
  } catch {
    return {};
  }
}

test("a value is written byte for byte as avsc writes it", () => {
  let seen = 0;
  fc.assert(
    fc.property(thing, (value) => {
      const bytes = written(value);
      if (bytes === undefined) return;
      seen++;
      expect(bytes.equals(whole.toBuffer(value))).toBe(true);
    }),
  );
  expect(seen).toBeGreaterThan(10); // text beyond ASCII is left to avsc
});

test("a value that avsc refuses is not written", () => {
  fc.assert(
    fc.property(oddThing, (value) => {
      const bytes = outcome(() => written(value)).value;
      if (bytes !== undefined) expect(bytes.equals(whole.toBuffer(value))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("a value that does not fit ends beyond the buffer, and tells by how much", () => {
  fc.assert(
    fc.property(thing, fc.nat(300), (value, room) => {
      const needed = written(value)?.length;
      const end = flatWriter(whole)?.(value, Buffer.alloc(room), 0);
      if (needed !== undefined) expect(end).toBe(needed);
    }),
  );
});

test("a value's bytes are counted where, and only where, they are written, without writing them", () => {
  const size = flatSizer(whole);
  let seen = 0;
  fc.assert(
    fc.property(fc.oneof(thing, oddThing), (value) => {
      const bytes = outcome(() => written(value)).value;
      if (bytes !== undefined) seen++;
      expect(outcome(() => size?.(value)).value ?? -1).toBe(bytes?.length ?? -1);
    }),
    { numRuns: 1_000 },
  );
  expect(seen).toBeGreaterThan(100);
});

test("bytes are read as avsc reads them", () => {
  const read = flatReader(whole, whole);

  fc.assert(
    fc.property(thing, (value) => {
      const bytes = whole.toBuffer(value);
      const found = read?.(Buffer.concat([Buffer.alloc(5), bytes]), 5);
      // What is not exact as a number of 2^52 and more is left to avsc.
      if (Math.abs(Number(value.a_long)) < 2 ** 51 && Math.abs(Number(value.b_long)) < 2 ** 51)
        expect(found).toEqual(whole.fromBuffer(bytes));
    }),
  );
});

test("damaged bytes are read as avsc reads them, or not at all", () => {
  const read = flatReader(whole, whole);
  const damage = fc.record({
    flips: fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { maxLength: 3 }),
    cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(20)),
    more: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3)),
  });
  let same = 0;

  fc.assert(
    fc.property(thing, damage, (value, { flips, cut, more }) => {
      const good = whole.toBuffer(value);
      const bytes = Buffer.concat([good.subarray(0, Math.max(0, good.length - cut)), Buffer.alloc(more)]);
      for (const { at, to } of flips) if (bytes.length > 0) bytes[at % bytes.length] = to;
      const found = read?.(bytes, 0);
      if (found === undefined) return;
      same++;
      expect(outcome(() => whole.fromBuffer(bytes))).toEqual({ value: found });
    }),
    { numRuns: 3_000 },
  );
  expect(same).toBeGreaterThan(100);
});

test("any bytes are read as avsc reads them, or not at all", () => {
  const small = recordOf([nullable("a", "int"), plain("b", "string"), plain("c", "boolean")]);
  const read = flatReader(small, small);

  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), (content) => {
      const bytes = Buffer.from(content);
      const found = read?.(bytes, 0);
      if (found !== undefined) expect(outcome(() => small.fromBuffer(bytes))).toEqual({ value: found });
    }),
    { numRuns: 5_000 },
  );
});

test("a reader with other fields, in another order, passes over what it does not want and fills in what is new", () => {
  const narrow = fc
    .subarray([...fields], { minLength: 1 })
    .chain((some) => fc.shuffledSubarray([...some, nullable("new", "int")], { minLength: 1 }));

  fc.assert(
    fc.property(narrow, thing, (wanted, value) => {
      const reader = recordOf(wanted);
      const bytes = whole.toBuffer({ ...value, a_long: 7, b_long: null });

      const found = flatReader(reader, whole)?.(bytes, 0);

      expect(found).toEqual(reader.fromBuffer(bytes, reader.createResolver(whole)));
    }),
  );
});

test("a text that was read before is not mistaken for another one", () => {
  const word = recordOf([plain("text", "string")]);
  const read = flatReader(word, word);
  const latin = Buffer.from([2, 0xe9]); // "é" in Latin-1, which is no UTF-8

  for (const bytes of [word.toBuffer({ text: "é" }), latin, word.toBuffer({ text: "e" }), latin])
    expect(read?.(bytes, 0)).toEqual(word.fromBuffer(bytes));
});

test("a value has the class that avsc gives it", () => {
  const word = recordOf([plain("text", "string")]);
  const bytes = word.toBuffer({ text: "AA" });

  const found = flatReader(word, word)?.(bytes, 0) as object;

  expect(found.constructor).toBe((word.fromBuffer(bytes) as object).constructor);
});

test.each([
  ["bytes", [{ name: "f", type: "bytes" }]],
  ["a record in a record", [{ name: "f", type: { type: "record", name: "In", fields: [] } }]],
  ["a union of three", [{ name: "f", type: ["null", "int", "string"] }]],
  ["a union whose null comes last", [{ name: "f", type: ["int", "null"] }]],
  ["an enum", [{ name: "f", type: { type: "enum", name: "E", symbols: ["A"] } }]],
  ["a field of another name before", [{ name: "f", type: "int", aliases: ["g"] }]],
])("a schema with %s is left to avsc", (_, some) => {
  const type = avroType({ type: "record", name: "Thing", fields: some });

  expect(flatWriter(type)).toBeUndefined();
  expect(flatSizer(type)).toBeUndefined();
  expect(flatReader(type, type)).toBeUndefined();
});

test("a field that changed its type is left to avsc's resolver", () => {
  const reader = recordOf([plain("f", "long")]);

  expect(flatReader(reader, recordOf([plain("f", "int")]))).toBeUndefined();
  expect(flatReader(recordOf([nullable("f", "int")]), recordOf([plain("f", "int")]))).toBeUndefined();
});
