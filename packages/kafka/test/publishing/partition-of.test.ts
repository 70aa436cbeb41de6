import fc from "fast-check";
import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { partitionOf } from "../../src/publishing/partition-of.ts";

/** Hashes as Kafka's own test expects them (`UtilsTest.testMurmur2`). */
const hashes: readonly (readonly [key: string, hash: number])[] = [
  ["21", -973932308],
  ["foobar", -790332482],
  ["a-little-bit-long-string", -985981536],
  ["a-little-bit-longer-string", -1486304829],
  ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
  ["abc", 479470107],
];

test.each(hashes)("%s lies where Kafka's own hash puts it", (key, hash) => {
  // Without its sign bit a negative number is larger by 2^31.
  const positive = hash < 0 ? hash + 2 ** 31 : hash;

  for (const partitions of [1, 3, 6, 64]) expect(partitionOf(key, partitions)).toBe(positive % partitions);
});

test("text and its bytes lie in the same partition, also beyond ASCII and for the empty key", () => {
  for (const key of ["Łódź", "AA|2015-01-01", ""])
    expect(partitionOf(Buffer.from(key), 6)).toBe(partitionOf(key, 6));
});

test("any key lies where kafkajs puts it, as text and as bytes", () => {
  const stock = new KafkajsModules().read("src/producer/partitioners/default/murmur2.js");
  const keys = fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.uint8Array().map(Buffer.from));

  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 1_000 }), (key, partitions) => {
      expect(partitionOf(key, partitions)).toBe((stock(key) & 0x7f_ff_ff_ff) % partitions);
    }),
  );
});
