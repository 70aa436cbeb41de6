import { text } from "../src/field-check.ts";

const check = text(8);

test.each(["A", " ", "~a b-c.d", "Zürich", "日本取引所", "😀", "BRK.B"])(
  "a person could have written %j",
  (value) => {
    expect(check(value)).toBeUndefined();
  },
);

test.each([
  ["nothing", ""],
  ["too long", "123456789"],
  ["a control character", "A\u0000"],
  ["a line's end", "A\nB"],
  ["a deleted character", "A\u007f"],
  ["a control character of Latin 1", "A\u0085"],
  ["half of a pair", "A\ud83d"],
  ["what a decoder makes of mangled bytes", "A\ufffd"],
  ["a control character among letters that are not ASCII", "ü\u0007"],
])("%s is no text", (_, value) => {
  expect(check(value)).toBe("1 to 8 printable characters");
});
