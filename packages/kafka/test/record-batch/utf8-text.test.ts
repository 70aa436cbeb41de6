import fc from "fast-check";
import { utf8Bytes, writeUtf8 } from "../../src/record-batch/utf8-text.ts";

const texts = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 80 }),
  // Half a surrogate pair, too, which becomes U+FFFD.
  fc.array(fc.integer({ min: 0xd000, max: 0xe000 })).map((units) => String.fromCharCode(...units)),
);

test("a text is measured and written as the runtime does, and nothing around it is touched", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const expected = Buffer.from(text);
      const bytes = utf8Bytes(text);
      const target = Buffer.alloc(bytes + 4, 7);

      const end = writeUtf8(target, 2, text, bytes);

      expect(bytes).toBe(expected.length);
      expect(end).toBe(2 + bytes);
      expect(target).toEqual(Buffer.concat([Buffer.alloc(2, 7), expected, Buffer.alloc(2, 7)]));
    }),
  );
});
