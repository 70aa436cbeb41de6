import fc from "fast-check";
import { backOffMs, retryAfterMs } from "../src/back-off.ts";

const range = { firstMs: 60_000, longestMs: 400_000 };

test("the pause doubles with each failure up to the longest, and chance takes off up to half", () => {
  expect([1, 2, 3, 4, 99].map((failures) => backOffMs(failures, range, 1))).toEqual([
    60_000, 120_000, 240_000, 400_000, 400_000,
  ]);
  expect(backOffMs(2, range, 0)).toBe(60_000);
  expect(backOffMs(2, range, 0.5)).toBe(90_000);
});

test("the server's wish is kept, up to a day or what the caller heeds", () => {
  expect(backOffMs(1, range, 0, 120_000)).toBe(120_000);
  expect(backOffMs(1, range, 0, 1e9)).toBe(86_400_000);
  expect(backOffMs(1, { ...range, longestRetryAfterMs: 3_600_000 }, 0, 1e9)).toBe(3_600_000);
});

test("a pause is at least half the first and never longer than the longest", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const wait = backOffMs(failures, range, random);
      expect(wait).toBeGreaterThanOrEqual(30_000);
      expect(wait).toBeLessThanOrEqual(400_000);
    }),
  );
});

test("Retry-After is seconds or a date", () => {
  const now = Date.parse("2026-09-23T11:00:00Z");
  expect(retryAfterMs("120", now)).toBe(120_000);
  expect(retryAfterMs("Wed, 23 Sep 2026 11:01:00 GMT", now)).toBe(60_000);
  expect(retryAfterMs("Wed, 23 Sep 2026 10:00:00 GMT", now)).toBe(0);
  expect(retryAfterMs("soon", now)).toBe(0);
  expect(retryAfterMs(null, now)).toBe(0);
});
