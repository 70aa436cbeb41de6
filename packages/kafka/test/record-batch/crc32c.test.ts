import fc from "fast-check";
import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { crc32c } from "../../src/record-batch/crc32c.ts";

const whole = (bytes: Uint8Array) => crc32c(bytes, 0, bytes.length);

/** RFC 3720, B.4, and the check value of the catalogue of CRC algorithms. */
test.each([
  ["32 bytes of zeros", Buffer.alloc(32), 0x8a9136aa],
  ["32 bytes of ones", Buffer.alloc(32, 0xff), 0x62a8ab43],
  ["32 bytes that count up", Buffer.from([...Array(32).keys()]), 0x46dd794e],
  ["the text 123456789", Buffer.from("123456789"), 0xe3069283],
  ["nothing", Buffer.alloc(0), 0],
])("the checksum of %s is the published one", (_, bytes, expected) => {
  expect(whole(bytes)).toBe(expected);
});

test("any part of any bytes has the checksum that kafkajs gives it", () => {
  const stock = new KafkajsModules().read("src/protocol/recordBatch/crc32C/index.js");
  const part = fc.record({ bytes: fc.uint8Array({ maxLength: 100 }), start: fc.nat(20), cut: fc.nat(20) });

  fc.assert(
    fc.property(part, ({ bytes, start, cut }) => {
      const from = Math.min(start, bytes.length);
      const to = Math.max(from, bytes.length - cut);
      expect(crc32c(bytes, from, to)).toBe(stock(bytes.subarray(from, to)));
    }),
  );
});
