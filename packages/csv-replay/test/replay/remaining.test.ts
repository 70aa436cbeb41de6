import { RateWindow } from "../../src/replay/rate-window.ts";
import { remainingSeconds } from "../../src/replay/remaining.ts";

const usual = {
  pace: { by: "speed", speed: 10 },
  gapCapMs: undefined,
  eventTime: 0,
  lastEventTime: 600_000,
  share: 0.5,
  sharePerSecond: 0.01,
} as const;

test("at a speed what is left is event time divided by it", () => {
  expect(remainingSeconds(usual)).toBe(60);
});

test("with capped gaps, at a rate, or without an end that is known, it is share by how it has grown", () => {
  expect(remainingSeconds({ ...usual, gapCapMs: 1_000 })).toBe(50);
  expect(remainingSeconds({ ...usual, pace: { by: "rate", rowsPerSecond: 5 } })).toBe(50);
  expect(remainingSeconds({ ...usual, lastEventTime: null })).toBe(50);
});

test("what cannot be known is not made up", () => {
  expect(remainingSeconds({ ...usual, lastEventTime: null, share: null })).toBeNull();
  expect(remainingSeconds({ ...usual, pace: { by: "max" }, sharePerSecond: 0 })).toBeNull();
});

test("a rate is that of the last five seconds", () => {
  const window = new RateWindow(5_000);
  window.add(0, 0, 0);
  for (let second = 1; second <= 10; second += 1) window.add(second * 1_000, second * 100, second / 100);
  expect(window.rowsPerSecond(10_000)).toBe(100);
  expect(window.sharePerSecond(10_000)).toBeCloseTo(0.01);
  expect(window.rowsPerSecond(12_500)).toBe(60);
  expect(window.rowsPerSecond(60_000)).toBe(0);
});

test("a rate of less than a second counts as if of one, and of nothing it is none", () => {
  const window = new RateWindow(5_000);
  expect(window.rowsPerSecond(0)).toBe(0);
  window.add(0, 0, 0);
  window.add(10, 50, 0.1);
  expect(window.rowsPerSecond(10)).toBe(50);
});
