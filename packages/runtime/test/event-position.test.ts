import { formatEventId, parseEventId, reaches } from "../src/event-position.ts";

test("an id is read back as it was written", () => {
  const id = { epoch: "5L6g3nShT-eMCtK--X86sw", position: [0, 17, 9_007_199_254_740] };
  expect(formatEventId(id)).toBe("5L6g3nShT-eMCtK--X86sw:0.17.9007199254740");
  expect(parseEventId(formatEventId(id))).toEqual(id);
});

test.each([
  "",
  "17",
  "log:",
  ":1.2",
  "log:1..2",
  "log:1.-2",
  "log:1.2 ",
  "log:1e3",
  "log:1\n2",
  "a\nb:1",
  `log:${"9".repeat(16)}`,
])("%j is no id", (text) => {
  expect(parseEventId(text)).toBeUndefined();
});

test("a position reaches another when no partition of it is behind", () => {
  expect(reaches([5, 5], [5, 5])).toBe(true);
  expect(reaches([6, 5], [5, 5])).toBe(true);
  expect(reaches([9, 4], [5, 5])).toBe(false);
  expect(reaches([9], [5, 5])).toBe(false);
});
