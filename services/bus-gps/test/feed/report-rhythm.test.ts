import fc from "fast-check";
import { nextReport, reportTime, rhythmOf } from "../../src/feed/report-rhythm.ts";
import { anchor } from "../../src/feed/simulated-time.ts";

const mode = fc.constantFrom("live" as const, "feed" as const);
const instant = fc.integer({ min: anchor + 60_000, max: anchor + 1e12 });

test("the next report is after now, and the one before it is not", () => {
  fc.assert(
    fc.property(fc.integer(), mode, instant, (key, kind, now) => {
      const rhythm = rhythmOf(key, kind);
      const next = nextReport(rhythm, now);
      expect(reportTime(rhythm, next)).toBeGreaterThan(now);
      expect(reportTime(rhythm, next - 1)).toBeLessThanOrEqual(now);
    }),
  );
});

test("a live bus reports each second", () => {
  const rhythm = rhythmOf(5, "live");
  expect(reportTime(rhythm, 1001) - reportTime(rhythm, 1000)).toBe(1000);
});

test("a bus of a feed reports every 10 to 30 s", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(1e6), (key, sequence) => {
      const rhythm = rhythmOf(key, "feed");
      const gap = reportTime(rhythm, sequence + 1) - reportTime(rhythm, sequence);
      expect(gap).toBeGreaterThanOrEqual(10_000);
      expect(gap).toBeLessThanOrEqual(30_000);
    }),
  );
});

test("nine thousand live buses fill the second evenly", () => {
  const tenths = new Array<number>(10).fill(0);
  for (let key = 0; key < 9000; key++) (tenths[Math.floor(rhythmOf(key, "live").phaseMs / 100)] as number)++;
  // Five standard deviations (28) either way.
  for (const count of tenths) expect(Math.abs(count - 900)).toBeLessThan(142);
});
