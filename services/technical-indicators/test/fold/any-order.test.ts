import { isDeepStrictEqual } from "node:util";
import type { MarketBar } from "@tributary/contracts";
import fc from "fast-check";
import { aBar, minute, monday } from "../a-bar.ts";
import { Folding } from "./folding.ts";
import { difference, recomputed } from "./recomputed.ts";

/** What the source does next. Places count back from the newest bar. */
const deeds = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("tick" as const), close: fc.integer({ min: 380, max: 420 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("close" as const), close: fc.integer({ min: 380, max: 420 }) }),
  },
  // The next bar begins, with a gap now and then, and the one before never said that it was final.
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("next" as const),
      close: fc.integer({ min: 380, max: 420 }),
      gap: fc.constantFrom(1, 1, 1, 2, 3, 40, 700),
      final: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("repeat" as const), place: fc.nat(200) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("correct" as const),
      place: fc.oneof({ weight: 6, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(900) }),
      close: fc.integer({ min: 380, max: 420 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("late" as const), place: fc.nat(60) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("split" as const), ratio: fc.constantFrom(2, 4, 0.5) }),
  },
);
type Deed = typeof deeds extends fc.Arbitrary<infer T> ? T : never;

/** Around the clock, and where a session, a month and a night on which clocks change are near. */
const markets = fc.constantFrom(
  { exchange: "BINANCE", from: monday + 3 * 3_600_000 },
  { exchange: "XNYS", from: Date.parse("2026-10-29T18:00Z") },
  { exchange: "XLON", from: Date.parse("2026-10-22T14:00Z") },
);
type Market = typeof markets extends fc.Arbitrary<infer T> ? T : never;

/** What the source publishes when it does all that. */
function published({ exchange, from }: Market, done: readonly Deed[], before: number): MarketBar[] {
  const log: MarketBar[] = [];
  const newest = new Map<number, MarketBar>();
  const say = (bar: MarketBar) => {
    log.push(bar);
    newest.set(bar.openTime, bar);
  };
  const bar = (openTime: number, quarters: number, given: Partial<MarketBar>) =>
    aBar({
      ...{ exchange, openTime, close: quarters / 4, adjustedClose: quarters % 3 === 0 ? null : quarters },
      volume: quarters % 5 === 0 ? null : quarters % 4,
      ...given,
    });
  let at = from;
  for (let n = 0; n < before; n++) {
    say(bar(at, 400 + Math.round(20 * Math.sin(n * n)), {}));
    at += minute;
  }
  say(bar(at, 400, { final: false }));
  const sorted = () => [...newest.values()].sort((a, b) => b.openTime - a.openTime);
  const newer = (old: MarketBar, given: Partial<MarketBar>) => {
    const { open = old.open, close = old.close } = given;
    const bounds = { high: Math.max(open, close), low: Math.min(open, close) };
    say({ ...old, ...bounds, ...given, revision: old.revision + 1, observedAt: old.observedAt + 1 });
  };
  for (const deed of done) {
    const known = newest.get(at) as MarketBar;
    if (deed.kind === "tick") newer(known, { close: deed.close / 4 });
    else if (deed.kind === "close") newer(known, { close: deed.close / 4, final: true });
    else if (deed.kind === "next") {
      at += deed.gap * minute;
      say(bar(at, deed.close, { final: deed.final }));
    } else if (deed.kind === "repeat") log.push(log[Math.max(0, log.length - 1 - deed.place)] as MarketBar);
    else if (deed.kind === "correct") {
      const old = sorted()[deed.place];
      if (old !== undefined) newer(old, { close: deed.close / 4, final: true });
    } else if (deed.kind === "late") {
      const old = sorted()[deed.place];
      if (old !== undefined && !newest.has(old.openTime - minute))
        say(bar(old.openTime - minute, 410, { revision: 1 }));
    } else
      for (const old of sorted().reverse())
        newer(old, { open: old.open / deed.ratio, close: old.close / deed.ratio, final: old.openTime < at });
  }
  return log;
}

test("whatever a source does, what is published is a batch of the newest states, and neither restarts nor longer transactions change a bit", () => {
  const ofDeeds = fc.array(deeds, { maxLength: 60 });
  fc.assert(
    fc.property(
      markets,
      ofDeeds,
      fc.nat(40),
      fc.integer({ min: 1, max: 9 }),
      (market, done, before, every) => {
        const log = published(market, done, before);
        const folding = new Folding().take(...log);
        expect(difference(folding.table, recomputed(log))).toBeUndefined();
        expect(folding.rebuilds).toEqual([]);
        const restarted = new Folding({ restarts: (record) => record % every === 0 }).take(...log);
        expect(isDeepStrictEqual(restarted.indicators, folding.indicators)).toBe(true);
        expect(isDeepStrictEqual(restarted.signals, folding.signals)).toBe(true);
        expect(restarted.restart().state).toEqual(folding.restart().state);
        const inSlices = new Folding({ ends: (record) => record % every === 0 }).take(...log);
        expect(isDeepStrictEqual(inSlices.table, folding.table)).toBe(true);
        expect(isDeepStrictEqual(inSlices.signals, folding.signals)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("so it is where more has come than is kept: of splits none, of old corrections each costs a rebuild at most", () => {
  const ofDeeds = fc.array(deeds, { minLength: 5, maxLength: 25 });
  fc.assert(
    fc.property(markets, ofDeeds, fc.integer({ min: 620, max: 900 }), (market, done, before) => {
      const log = published(market, done, before);
      const folding = new Folding().take(...log);
      expect(difference(folding.table, recomputed(log))).toBeUndefined();
      const old = done.filter((deed) => deed.kind === "correct" && deed.place > 500);
      expect(folding.rebuilds.length).toBeLessThanOrEqual(old.length);
      const restarted = new Folding({ restarts: (record) => record % 97 === 0 }).take(...log);
      expect(isDeepStrictEqual(restarted.indicators, folding.indicators)).toBe(true);
      expect(isDeepStrictEqual(restarted.signals, folding.signals)).toBe(true);
      const inSlices = new Folding({ ends: (record) => record % 97 === 0 }).take(...log);
      expect(isDeepStrictEqual(inSlices.table, folding.table)).toBe(true);
    }),
    { numRuns: 8 },
  );
});
