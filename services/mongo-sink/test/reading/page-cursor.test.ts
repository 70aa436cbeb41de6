import fc from "fast-check";
import { cursorText, readCursor } from "../../src/reading/page-cursor.ts";

test("any place is found again", () => {
  const place = fc.record({
    at: fc.maxSafeInteger(),
    id: fc.string({ unit: "binary" }),
    appendedAt: fc.maxSafeNat(),
    offset: fc.maxSafeNat(),
  });
  fc.assert(fc.property(place, (cursor) => expect(readCursor(cursorText(cursor))).toEqual(cursor)));
});

test("a cursor needs no escaping in an address", () => {
  const text = cursorText({ at: -1, id: "A-1?&+/ü|", appendedAt: 5, offset: 9 });
  expect(encodeURIComponent(text)).toBe(text);
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test.each([
  ["", "nothing"],
  ["%%%", "no base64"],
  [encoded({ at: 1 }), "no list"],
  [encoded([1, "a", 2]), "too short"],
  [encoded([1, { $gt: "" }, 2, 3]), "an operator for an id"],
  [encoded(["1", "a", 2, 3]), "a text for a time"],
  [encoded([1.5, "a", 2, 3]), "half a millisecond"],
])("%s (%s) is none", (text) => {
  expect(readCursor(text)).toBeUndefined();
});
