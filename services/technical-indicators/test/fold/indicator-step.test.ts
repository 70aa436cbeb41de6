import type { MarketBar } from "@tributary/contracts";
import { defaultSettings } from "@tributary/indicators";
import type { Emit } from "@tributary/runtime";
import { indicatorStep } from "../../src/fold/indicator-step.ts";
import type { SymbolState } from "../../src/fold/symbol-state.ts";
import { aBar, day, minute, monday } from "../a-bar.ts";
import { minutes, revised } from "../minutes.ts";
import { Folding, madeOf } from "./folding.ts";
import { difference, recomputed } from "./recomputed.ts";

test("a forming bar shows what its indicators would be, and the next bar closes it", () => {
  const forming = aBar({ openTime: monday + 30 * minute, close: 120, final: false });
  const folding = new Folding().take(...minutes(30), forming, { ...forming, high: 130, revision: 1 });
  expect(folding.of("1m").at(-1)).toMatchObject({ final: false, revision: 1, high: 130, barCount: 31 });
  folding.take({ ...forming, openTime: forming.openTime + minute });
  expect(folding.of("1m").slice(-2)).toMatchObject([
    { final: true, revision: 1, high: 130, barCount: 31 },
    { final: false, revision: 0, barCount: 32 },
  ]);
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test("a repeat and an older state of a bar publish nothing and leave the very same state", () => {
  const bars = minutes(30);
  const [old, mended] = [bars[20], revised(bars[20] ?? aBar(), 1.5)];
  const folding = new Folding().take(...bars, mended);
  const { state, indicators } = folding;
  const before = indicators.length;
  folding.take(mended, old ?? mended, bars[29] ?? mended, bars[0] ?? mended);
  expect(folding.state).toBe(state);
  expect(indicators).toHaveLength(before);
});

test("a corrected bar and all after it are published anew, and none before it", () => {
  const bars = minutes(100);
  const folding = new Folding().take(...bars);
  const before = folding.indicators.length;
  folding.take(revised(bars[60] ?? aBar(), 2));
  const anew = folding.indicators.slice(before);
  const minutesAnew = anew.filter(({ interval }) => interval === "1m").map(({ openTime }) => openTime);
  expect(minutesAnew).toEqual(bars.slice(60).map(({ openTime }) => openTime));
  expect(anew.filter(({ interval }) => interval === "5m")).toHaveLength(8);
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test("a bar that was missing moves those after it on by one", () => {
  const bars = minutes(100);
  const missing = bars[60] ?? aBar();
  const folding = new Folding().take(...bars.filter((bar) => bar !== missing));
  expect(folding.of("1m").at(-1)?.barCount).toBe(99);
  folding.take(missing);
  expect(folding.of("1m").at(-1)?.barCount).toBe(100);
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test("a tick writes the forming bars and nothing else; a closed bar its block besides", () => {
  const bars = minutes(120);
  const folding = new Folding().take(...bars.slice(0, 110));
  const changed = (...more: typeof bars) => {
    const before = folding.state ?? {};
    const after = folding.take(...more).state ?? {};
    return Object.keys(after).filter(
      (part) => (after as Record<string, unknown>)[part] !== (before as Record<string, unknown>)[part],
    );
  };
  const tick = { ...(bars[111] ?? aBar()), final: false };
  changed(bars[110] ?? tick, tick);
  expect(changed({ ...tick, revision: 1 })).toEqual(["now"]);
  expect(JSON.stringify(folding.state?.now).length).toBeLessThan(2_000);
  expect(changed({ ...tick, revision: 2, final: true })).toEqual(["now", "1m"]);
});

test("the state keeps 500 bars of each interval at least, and no more than some blocks beyond", () => {
  const folding = new Folding().take(...minutes(2_000));
  const kept = Object.entries(folding.state ?? {})
    .filter(([part]) => /^1m(\.\d+)?$/.test(part))
    .reduce((count, [, block]) => count + (block as { bars: readonly object[] }).bars.length, 0);
  expect(kept).toBeGreaterThanOrEqual(550);
  expect(kept).toBeLessThan(600);
  expect(JSON.stringify(folding.state).length).toBeLessThan(600_000);
});

test.each([
  ["whose prices never move", { open: 100, high: 100, low: 100, close: 100 }],
  ["in which nothing is traded", { volume: 0 }],
  ["that has no volume", { volume: null }],
])("a symbol %s is as a batch has it", (_, given) => {
  const folding = new Folding().take(...minutes(200, given));
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test("a halt leaves a gap in the bars, and longer ones are made of what there is", () => {
  const bars = minutes(300).filter((_, n) => n < 100 || n > 250);
  const folding = new Folding().take(...bars);
  expect(folding.of("1h").map(({ volume }) => volume)).toEqual(
    [0, 1, 4].map((hour) =>
      bars
        .filter(({ openTime }) => Math.floor((openTime - monday) / 3_600_000) === hour)
        .reduce((sum, { volume }) => sum + (volume ?? 0), 0),
    ),
  );
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test("a day is told as closed when the exchange closes, and what is traded later is a correction of it", () => {
  const symbol = "AAPL";
  const at = (iso: string, given: object = {}) =>
    aBar({ symbol, exchange: "XNYS", openTime: Date.parse(iso), ...given });
  const folding = new Folding().take(at("2025-01-06T20:58:00Z"));
  expect(folding.of("1d")).toMatchObject([{ final: false, revision: 0 }]);
  folding.take(at("2025-01-06T20:59:00Z"));
  expect(folding.of("1d")).toMatchObject([{ final: true, revision: 1, close: 100 }]);
  expect(folding.of("1M")).toMatchObject([{ final: false }]);
  folding.take(at("2025-01-06T22:10:00Z", { close: 110 }));
  expect(folding.of("1d")).toMatchObject([{ final: true, revision: 2, close: 110 }]);
  folding.take(at("2025-01-07T14:30:00Z"));
  expect(folding.of("1d")).toMatchObject([
    { final: true, close: 110 },
    { final: false, barCount: 2 },
  ]);
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test.each([
  ["back, a day of 25 hours", "2025-11-01T12:00:00Z", "2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"],
  ["forward, a day of 23 hours", "2025-03-08T12:00:00Z", "2025-03-09T05:00:00Z", "2025-03-10T04:00:00Z"],
])("on the night on which clocks go %s", (_, from, day1, day2) => {
  const hours = Array.from({ length: 70 }, (_, n) =>
    aBar({
      exchange: "XNYS",
      openTime: Date.parse(from) + n * 3_600_000 + 7 * minute,
      close: 100 + (n % 9),
    }),
  );
  const folding = new Folding().take(...hours);
  const days = folding.of("1d").map(({ openTime }) => openTime);
  expect(days).toContain(Date.parse(day1));
  expect(days).toContain(Date.parse(day2));
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
});

test("bars of another length begin the symbol anew, by a rebuild that says why", () => {
  const folding = new Folding().take(...minutes(50));
  const days = Array.from({ length: 3 }, (_, n) =>
    aBar({ interval: "1d", openTime: monday + n * day, close: 50 + n }),
  );
  folding.take(...days);
  expect(folding.rebuilds).toEqual(["its bars are of 1d now, and were of 1m"]);
  expect(folding.of("1d").at(-1)).toMatchObject({ barCount: 3, close: 52, low: 52 });
  expect(folding.state?.head).toMatchObject({ base: "1d", first: monday });
});

test("other periods rebuild the symbol with its next bar", () => {
  const bars = minutes(60);
  const folding = new Folding().take(...bars.slice(0, 59));
  const settings = { ...defaultSettings, rsi: 5 };
  folding.restart(settings).take(bars[59] ?? aBar());
  expect(folding.rebuilds).toEqual(["its indicators were of other periods"]);
  expect(difference(folding.table, recomputed(folding.log, settings))).toBeUndefined();
});

/** Steps one after the other; what they emit is made at once as well as in the end. */
function slice(
  before: SymbolState | undefined,
  bars: readonly MarketBar[],
  step = indicatorStep(defaultSettings),
) {
  let state = before;
  const emits: Emit[] = [];
  const atOnce: unknown[] = [];
  for (const value of bars) {
    const answer = step(state, { value });
    if ("rebuild" in answer) throw new Error(answer.rebuild);
    state = answer[0];
    emits.push(...answer[1]);
    atOnce.push(...answer[1].map(madeOf));
  }
  return { state, atOnce, inTheEnd: emits.map(madeOf) };
}

test("a slice of records that is computed anew has the same outcome", () => {
  const step = indicatorStep(defaultSettings);
  const bars = minutes(100);
  const { state } = slice(undefined, bars.slice(0, 40), step);
  const rest = [...bars.slice(40), revised(bars[30] ?? aBar(), 2)];
  const first = slice(state, rest, step);
  const half = slice(state, rest.slice(0, 20), step);
  expect(slice(state, rest, step)).toEqual(first);
  expect(slice(half.state, rest.slice(20), step).state).toEqual(first.state);
});

test("a forming bar that is made after later ones have come, and the past was corrected, is as it was", () => {
  const bars = minutes(100);
  const corrected = [...bars, revised(bars[95] ?? aBar(), 2), revised(bars[10] ?? aBar(), 3)];
  const { atOnce, inTheEnd } = slice(undefined, corrected);
  expect(inTheEnd).toEqual(atOnce);
});
