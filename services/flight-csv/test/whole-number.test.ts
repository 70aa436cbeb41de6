import fc from "fast-check";
import { wholeNumber } from "../src/whole-number.ts";

test.each([
  ["0", 0],
  ["0005", 5],
  ["-11", -11],
  ["-11.0", -11],
  ["1448.00", 1448],
  ["7.", 7],
  ["999999999999999", 999_999_999_999_999],
])("%s is a whole number", (text, number) => {
  expect(wholeNumber(text)).toBe(number);
});

test("-0 is 0, for a record tells them apart", () => {
  expect(Object.is(wholeNumber("-0"), 0)).toBe(true);
  expect(Object.is(wholeNumber("-0.0"), 0)).toBe(true);
});

test.each([
  "",
  "-",
  ".",
  ".0",
  "-.0",
  "1.5",
  "1.05",
  "1e3",
  "0x10",
  " 5",
  "5 ",
  "+5",
  "١",
  "--1",
  "1-",
  "NaN",
  "1,5",
  "1000000000000000",
])("%p is none", (text) => {
  expect(wholeNumber(text)).toBeNaN();
});

test("every whole number that is written is read as itself, with and without a fraction of zeros", () => {
  fc.assert(
    fc.property(fc.integer(), (number) => {
      expect(wholeNumber(`${number}`)).toBe(number);
      expect(wholeNumber(`${number}.0`)).toBe(number);
    }),
  );
});

test("what JavaScript does not take for a number is none here either", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const number = wholeNumber(text);
      if (!Number.isNaN(number)) expect(number).toBe(Number(text) + 0); // "-0" is 0
    }),
  );
});
