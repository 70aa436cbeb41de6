import fc from "fast-check";
import { acceleration, cruiseSpeed, fastestDrive, progress } from "../../src/simulation/drive.ts";

test("200 m at 10 m/s take ten seconds more than at constant speed", () => {
  // Ten seconds of speeding up (50 m), 10 s at 10 m/s (100 m), ten of braking (50 m).
  expect(fastestDrive(200, 10)).toBe(30);
});

test("too short a way for the limit is half speeding up, half braking", () => {
  // 36 m: two halves of 18 m at 1 m/s² take 6 s each.
  expect(fastestDrive(36, 10)).toBe(12);
});

test("a drive that has half a minute for 200 m holds 10 m/s", () => {
  expect(cruiseSpeed(200, 30)).toBeCloseTo(10, 9);
});

test("half-way in time is half-way in metres, for a drive is the same from both ends", () => {
  expect(progress(200, 30, 15)).toEqual({ meters: expect.closeTo(100, 9), speed: expect.closeTo(10, 9) });
});

test("a drive stands still before and after", () => {
  expect(progress(200, 30, -1)).toEqual({ meters: 0, speed: 0 });
  expect(progress(200, 30, 31)).toEqual({ meters: 200, speed: 0 });
});

const drive = fc
  .record({
    meters: fc.double({ min: 0.1, max: 20_000, noNaN: true }),
    limit: fc.double({ min: 3, max: 13, noNaN: true }),
    slack: fc.double({ min: 0, max: 600, noNaN: true }),
  })
  .map(({ meters, limit, slack }) => ({ meters, limit, seconds: fastestDrive(meters, limit) + slack }));

test("no drive with time enough breaks the limit, leaves its way or brakes too hard", () => {
  fc.assert(
    fc.property(drive, fc.double({ min: 0, max: 1, noNaN: true }), ({ meters, limit, seconds }, share) => {
      const [now, later] = [
        progress(meters, seconds, share * seconds),
        progress(meters, seconds, share * seconds + 0.1),
      ];
      expect(now.speed).toBeLessThanOrEqual(limit + 1e-6);
      expect(later.meters - now.meters).toBeGreaterThanOrEqual(-1e-6);
      expect(later.meters - now.meters).toBeLessThanOrEqual(0.1 * limit + 1e-6);
      expect(Math.abs(later.speed - now.speed)).toBeLessThanOrEqual(0.1 * acceleration + 1e-6);
      expect(later.meters).toBeLessThanOrEqual(meters + 1e-6);
    }),
  );
});
