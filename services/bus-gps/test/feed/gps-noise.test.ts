import { gpsNoise } from "../../src/feed/gps-noise.ts";

const fixes = Array.from({ length: 20_000 }, (_, index) => gpsNoise(index, 0, index * 20_000, 5));

test("the error has the deviation asked for, and no bias", () => {
  const mean = fixes.reduce((sum, each) => sum + each, 0) / fixes.length;
  const deviation = Math.sqrt(fixes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / fixes.length);
  expect(Math.abs(mean)).toBeLessThan(0.2);
  expect(deviation).toBeGreaterThan(4.8);
  expect(deviation).toBeLessThan(5.2);
});

test("from one second to the next the error wanders, it does not leap", () => {
  for (let second = 0; second < 300; second++) {
    const step = gpsNoise(9, 1, (second + 1) * 1000, 5) - gpsNoise(9, 1, second * 1000, 5);
    // Two draws four deviations apart on either side, eased over 20 s, are 3 m a second at their steepest.
    expect(Math.abs(step)).toBeLessThan(3);
  }
});

test("no error asked for is none", () => {
  expect(gpsNoise(1, 0, 123_456, 0)).toBe(0);
});
