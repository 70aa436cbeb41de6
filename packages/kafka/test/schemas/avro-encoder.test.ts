import { AvroEncoder, EncodingError } from "../../src/schemas/avro-encoder.ts";
import { avroType } from "../../src/schemas/avro-type.ts";
import { encodedPosition, type Position, position, positions } from "./positions.ts";

const encoder = () => new AvroEncoder<Position>(avroType(positions.schema), 7);

test("a value becomes Confluent's header and Avro binary", () => {
  expect(encoder().encode(position)).toEqual(encodedPosition(7));
});

test("bytes handed out stay as they are while ten thousand more records are encoded", () => {
  const shared = encoder();
  const ids = Array.from({ length: 10_000 }, (_, index) => `bus ${index}`);

  const encoded = ids.map((vehicleId) => shared.encode({ ...position, vehicleId }));

  const type = avroType(positions.schema);
  expect(encoded.map((bytes) => type.fromBuffer(bytes.subarray(5)).vehicleId)).toEqual(ids);
});

test("a record larger than a slab is encoded whole", () => {
  const vehicleId = "x".repeat(300_000);

  const bytes = encoder().encode({ ...position, vehicleId });

  expect(avroType(positions.schema).fromBuffer(bytes.subarray(5)).vehicleId).toHaveLength(300_000);
});

test("a wrong value is refused by the path of its field, and the next value is encoded right", () => {
  const shared = encoder();
  const wrong = { ...position, line: 24 } as unknown as Position;

  expect(() => shared.encode(wrong)).toThrow(EncodingError);
  expect(() => shared.encode(wrong)).toThrow(/^line: /);
  expect(shared.encode(position)).toEqual(encodedPosition(7));
});

test("the length of a value is known without its bytes, but for one that only avsc knows", () => {
  const shared = encoder();
  const wrong = { ...position, line: 24 } as unknown as Position;

  expect(shared.bytesOf(position)).toBe(shared.encode(position).length);
  expect(shared.bytesOf({ ...position, line: "é" })).toBeUndefined();
  expect(shared.bytesOf(wrong)).toBeUndefined();
  expect(shared.bytesOf(undefined as unknown as Position)).toBeUndefined();
});
