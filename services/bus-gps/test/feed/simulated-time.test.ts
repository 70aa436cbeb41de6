import { anchor, simulatedTime } from "../../src/feed/simulated-time.ts";

test("the anchor is the beginning of 2026", () => {
  expect(new Date(anchor).toISOString()).toBe("2026-01-01T00:00:00.000Z");
});

test("at speed 1 the fleet lives now", () => {
  expect(simulatedTime(1_795_000_000_123, 1)).toBe(1_795_000_000_123);
});

test("at speed 10 a real minute is ten of the fleet's, and time meets at the anchor", () => {
  expect(simulatedTime(anchor, 10)).toBe(anchor);
  expect(simulatedTime(anchor + 60_000, 10)).toBe(anchor + 600_000);
});
