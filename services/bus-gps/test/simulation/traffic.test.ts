import { traffic } from "../../src/simulation/traffic.ts";

const hour = 3600;

test("rush hours delay more than noon, noon more than the night", () => {
  expect(traffic(8.25 * hour, false)).toBeGreaterThan(traffic(12 * hour, false));
  expect(traffic(17.5 * hour, false)).toBeGreaterThan(traffic(12 * hour, false));
  expect(traffic(12 * hour, false)).toBeGreaterThan(traffic(3 * hour, false));
});

test("a weekend has no morning rush", () => {
  expect(traffic(8.25 * hour, true)).toBeLessThan(traffic(8.25 * hour, false));
});

test("half-way between two hours given, traffic is half-way too", () => {
  // 7:00 is 0.9 and 8:15 is 1.4.
  expect(traffic(7.625 * hour, false)).toBeCloseTo(1.15, 9);
});

test("hours after midnight are those of the next morning", () => {
  expect(traffic(27 * hour, false)).toBe(traffic(3 * hour, false));
});
