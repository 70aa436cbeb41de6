import { instantOf, instantText } from "../../src/command/instant.ts";

test.each([
  ["2026-11-20", 1_795_132_800_000],
  ["2026-11-20T00:00Z", 1_795_132_800_000],
  ["2026-11-20T02:00+02:00", 1_795_132_800_000],
  ["2026-11-20T00:00:01.5Z", 1_795_132_801_500],
])("%s is an instant", (text, epochMs) => {
  expect(instantOf(text)).toBe(epochMs);
});

test.each(["2026-11-20T00:00", "2026-02-30", "2026-02-30T00:00Z", "20.11.2026", "1795132800000", ""])(
  '"%s" is none',
  (text) => {
    expect(instantOf(text)).toBeUndefined();
  },
);

test("instants are shown in UTC, and what is none as it is", () => {
  expect(instantText(1_795_132_801_500)).toBe("2026-11-20T00:00:01.500Z");
  expect(instantText(9e15)).toBe("9000000000000000");
});
