import { AvroDecoder } from "../../src/schemas/avro-decoder.ts";
import { RegistryError } from "../../src/schemas/registry-error.ts";
import type { FoundSchema } from "../../src/schemas/schema-registry.ts";
import { WriterSchemas } from "../../src/schemas/writer-schemas.ts";
import { silentLog } from "../silent-log.ts";
import { encodedPosition, position, positions } from "./positions.ts";

const own = { schema: JSON.stringify(positions.schema) };

/** A decoder whose registry holds `schemas` by id and has been asked for `known` ones. */
async function decoderWith(schemas: Readonly<Record<number, FoundSchema>>, maxBytes = 1_000) {
  const asked: number[] = [];
  const find = async (id: number) => {
    asked.push(id);
    return schemas[id];
  };
  const writers = new WriterSchemas({ find, log: silentLog, now: () => 0, random: () => 0 });
  for (const id of Object.keys(schemas)) await writers.lookUp(Number(id));
  asked.length = 0;
  return { decoder: new AvroDecoder(positions, writers, maxBytes), asked, writers };
}

test("bytes of the topic's own schema become a value with instants as numbers", async () => {
  const { decoder } = await decoderWith({ 7: own });

  const decoded = decoder.decode(encodedPosition(7));

  expect(decoded).toEqual({ ok: true, value: position });
});

test.each([
  ["null", null, "tombstone"],
  ["no bytes", Buffer.alloc(0), "empty"],
  ["one byte", Buffer.from([0]), "too_short"],
  ["a header cut short", Buffer.from([0, 0, 0, 7]), "too_short"],
  ["JSON text", Buffer.from('{"vehicleId":"bus"}'), "wrong_magic"],
  ["a megabyte that begins like a record", Buffer.alloc(1_000_000), "oversized"],
  ["a negative schema id", Buffer.from([0, 255, 0, 0, 0, 1]), "unknown_schema"],
  ["a header without a record", Buffer.from([0, 0, 0, 0, 7]), "undecodable"],
  ["a record cut short", encodedPosition(7).subarray(0, -1), "undecodable"],
  ["a record with a byte too many", Buffer.concat([encodedPosition(7), Buffer.from([0])]), "undecodable"],
] as const)("%s is unreadable: %s", async (_, bytes, reason) => {
  const { decoder } = await decoderWith({ 7: own });

  expect(decoder.decode(bytes)).toEqual({ ok: false, reason, detail: expect.any(String) });
});

test("a value that the contract refuses is out of range, and the detail names the field", async () => {
  const { decoder } = await decoderWith({ 7: own });
  const bytes = encodedPosition(7);
  bytes.writeDoubleLE(900, 9);

  expect(decoder.decode(bytes)).toEqual({
    ok: false,
    reason: "out_of_range",
    detail: "latitude is 900, expected -90 to 90",
  });
});

test.each([
  ["whole", encodedPosition(7), { ok: true, value: { vehicleId: "bus", observedAt: 3 } }],
  ["cut short in a field passed over", encodedPosition(7).subarray(0, -1), { reason: "undecodable" }],
  ["with a byte too many", Buffer.concat([encodedPosition(7), Buffer.from([0])]), { reason: "undecodable" }],
])("a reader of some of the fields passes over the others: a record %s", async (_, bytes, expected) => {
  const { writers } = await decoderWith({ 7: own });
  const fields = positions.schema.fields.filter(({ name }) => name === "vehicleId" || name === "observedAt");
  const narrow = { ...positions, schema: { ...positions.schema, fields }, fault: () => undefined };

  expect(new AvroDecoder(narrow, writers, 1_000).decode(bytes)).toMatchObject(expected);
});

test("a long beyond 2^53 is undecodable, not rounded", async () => {
  const { decoder } = await decoderWith({ 7: own });
  const bytes = encodedPosition(7);
  const long = Buffer.from([254, 255, 255, 255, 255, 255, 255, 255, 255, 1]);

  const decoded = decoder.decode(Buffer.concat([bytes.subarray(0, 17), long, bytes.subarray(18)]));

  expect(decoded).toMatchObject({ ok: false, reason: "undecodable" });
});

test("what an older writer wrote is read with the reader's defaults", async () => {
  const fields = positions.schema.fields.filter(({ name }) => name !== "line");
  const { decoder } = await decoderWith({ 6: { schema: JSON.stringify({ ...positions.schema, fields }) } });

  expect(decoder.decode(encodedPosition(6).subarray(0, -4))).toEqual({
    ok: true,
    value: { ...position, line: null },
  });
});

test("a schema that cannot be read as the topic's is undecodable", async () => {
  const { decoder } = await decoderWith({ 8: { schema: '"string"' } });

  expect(decoder.decode(encodedPosition(8))).toMatchObject({ ok: false, reason: "undecodable" });
});

test.each([
  ["holds an array or a map", { schema: '{"type":"array","items":"null"}' }],
  ["is PROTOBUF, not Avro", { schema: "", schemaType: "PROTOBUF" }],
  ["refers to other schemas", { ...own, references: [{}] }],
  ["is not readable", { schema: "{" }],
])("a writer's schema that %s is undecodable", async (detail, schema) => {
  const { decoder } = await decoderWith({ 9: schema });
  // Zigzag 1,000,000,000: half a billion items in five bytes.
  const bomb = Buffer.from([0, 0, 0, 0, 9, 0x80, 0xa8, 0xd6, 0xb9, 0x07]);

  expect(decoder.decode(bomb)).toMatchObject({
    reason: "undecodable",
    detail: expect.stringContaining(detail),
  });
});

test("an id not asked for yet is pending until the registry has answered", async () => {
  const { decoder, asked } = await decoderWith({});

  const first = decoder.decode(encodedPosition(5));
  const second = decoder.decode(encodedPosition(5));
  expect([first.ok, second.ok]).toEqual(["pending", "pending"]);
  if (first.ok === "pending") await first.resolved;

  expect(decoder.decode(encodedPosition(5))).toMatchObject({ ok: false, reason: "unknown_schema" });
  expect(asked).toEqual([5]);
});

test("what is pending tells when the registry does not let us in", async () => {
  const refusal = new RegistryError("not_authorized", "schema registry: Unauthorized");
  const find = async () => {
    throw refusal;
  };
  const writers = new WriterSchemas({ find, log: silentLog, now: () => 0, random: () => 0 });
  const decoder = new AvroDecoder(positions, writers, 1_000);

  const first = decoder.decode(encodedPosition(5));
  expect(first).not.toHaveProperty("refusal");
  if (first.ok === "pending") await first.resolved;

  expect(decoder.decode(encodedPosition(5))).toMatchObject({ ok: "pending", schemaId: 5, refusal });
});
