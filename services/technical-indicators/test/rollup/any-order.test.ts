import type { BarInterval, MarketBar } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import fc from "fast-check";
import { levelsFrom } from "../../src/rollup/levels.ts";
import { aBar, minute } from "../a-bar.ts";
import { KeptBars } from "./kept-bars.ts";
import { resampled, type WordsOf, wordsOfPeriods } from "./resampled.ts";

/** Stretches of a few hours where calendars have their corners; bars are made in and out of sessions. */
const corners = [
  "2026-03-08T05:00Z", // New York's clocks go forward
  "2026-11-01T04:00Z", // and back
  "2026-03-29T00:00Z", // London's clocks go forward
  "2026-10-24T23:00Z", // and back
  "2026-11-27T16:30Z", // New York closes early
  "2026-12-24T11:00Z", // London too
  "2026-10-30T19:00Z", // New York's last session of a month that ends on a weekend
  "2026-12-31T11:30Z", // London's last of a year
  "2026-12-31T20:00Z", // New York's
  "2027-01-01T03:00Z", // the year begins in New York
].map((text) => Date.parse(text));

const price = fc.integer({ min: 380, max: 420 }).map((quarters) => quarters / 4); // coarse, so that ties are common
const tellable = fc.record({
  prices: fc.array(price, { minLength: 4, maxLength: 4 }),
  adjustedClose: fc.option(price),
  volume: fc.option(fc.integer({ min: 0, max: 9 })),
  lateness: fc.integer({ min: 0, max: 9 }),
});
const minutes = fc
  .tuple(fc.constantFrom(...corners), fc.integer({ min: 0, max: 200 }))
  .map(([corner, count]) => corner + count * minute);
const days = fc
  .integer({ min: 0, max: 500 })
  .map((count) => Date.UTC(2025, 10, 1, 12) + count * 1440 * minute);

function statesOf(code: string, base: "1m" | "1d"): fc.Arbitrary<MarketBar[]> {
  const one = fc
    .record({ at: base === "1m" ? minutes : days, revision: fc.integer({ min: 0, max: 3 }), told: tellable })
    .map(({ at, revision, told: { prices, adjustedClose, volume, lateness } }) => {
      const [open, close] = prices as [number, number];
      const openTime = exchange(code).opensAt(base, at);
      return aBar({
        ...{ exchange: code, interval: base, openTime, open, close, adjustedClose, volume, revision },
        ...{ high: Math.max(...prices), low: Math.min(...prices), final: revision > 0 },
        observedAt: openTime + minute + lateness,
        source: lateness > 6 ? "replay" : "synthetic",
      });
    });
  return fc.array(one, { minLength: 1, maxLength: 40 });
}

const cases = ["XNYS", "XLON", "BINANCE"].flatMap((code) => [[code, "1m"] as const, [code, "1d"] as const]);

test.each(cases)(
  "rolled up one by one in any order, %s bars of %s are those of a batch at each step",
  (code, base) => {
    const wordsOf = wordsOfPeriods(exchange(code).zone);
    fc.assert(
      fc.property(statesOf(code, base), (states) => {
        const kept = new KeptBars();
        const newest = new Map<number, MarketBar>();
        for (const bar of states) {
          if (kept.take(bar)) newest.set(bar.openTime, bar);
          for (const level of levelsFrom(base).slice(1)) {
            const bars = kept.bars(level);
            for (const { openTime } of bars) expectBegins(level, openTime, wordsOf);
            const named = bars.map(({ openTime, ...rest }) => ({
              ...rest,
              period: wordsOf(level, openTime),
            }));
            expect(named).toEqual(resampled([...newest.values()], level, wordsOf));
          }
        }
      }),
      { numRuns: 25 },
    );
  },
);

test("a new state of a base bar raises the revision of the bars it lies in and of no other, and nothing opens again", () => {
  const levels = levelsFrom("1m").slice(1);
  fc.assert(
    fc.property(statesOf("XNYS", "1m"), (states) => {
      const kept = new KeptBars();
      for (const bar of states) {
        const before = levels.map((level) => new Map(kept.bars(level).map((one) => [one.openTime, one])));
        const isTaken = kept.take(bar);
        for (const [index, level] of levels.entries()) {
          const touched = isTaken ? exchange("XNYS").opensAt(level, bar.openTime) : undefined;
          for (const { openTime, revision, final } of kept.bars(level)) {
            const was = before[index]?.get(openTime);
            if (openTime === touched) expect(revision).toBeGreaterThan(was?.revision ?? -1);
            else expect(revision).toBe(was?.revision);
            expect(final || !was?.final).toBe(true);
          }
        }
      }
    }),
    { numRuns: 50 },
  );
});

/** A period begins where the words for the moment before are others. */
function expectBegins(level: BarInterval, openTime: number, wordsOf: WordsOf): void {
  expect(wordsOf(level, openTime - 1) < wordsOf(level, openTime)).toBe(true);
}
