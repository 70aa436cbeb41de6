import fc from "fast-check";
import { backOffMs, retryAfterMs } from "../../src/live/back-off.ts";

test("the pause doubles with each failure, up to five minutes", () => {
  const longest = [1, 2, 3, 6, 60].map((failures) => backOffMs(failures, 10_000, 1));
  expect(longest).toEqual([20_000, 40_000, 80_000, 300_000, 300_000]);
});

test("chance takes off up to half, so that readers part", () => {
  expect(backOffMs(1, 10_000, 0)).toBe(10_000);
  expect(backOffMs(1, 10_000, 0.5)).toBe(15_000);
});

test("an interval longer than five minutes is never undercut by more than chance", () => {
  expect(backOffMs(3, 600_000, 1)).toBe(600_000);
});

test("the server's wish is kept, up to an hour", () => {
  expect(backOffMs(1, 1000, 0, 120_000)).toBe(120_000);
  expect(backOffMs(1, 1000, 0, 1e9)).toBe(3_600_000);
});

test("a pause is always a finite number of milliseconds", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 100, max: 3_600_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, interval, r) => {
        const wait = backOffMs(n, interval, r);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(3_600_000);
      },
    ),
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
