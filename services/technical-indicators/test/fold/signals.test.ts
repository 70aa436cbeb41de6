import type { MarketSignal } from "@tributary/contracts";
import { aBar, minute, monday } from "../a-bar.ts";
import { minutes, revised } from "../minutes.ts";
import { Folding } from "./folding.ts";

/** Minutes at 100 and 101 in turn, so that the bands are some 1 apart from the middle and nothing touches them. */
const calm = Array.from({ length: 60 }, (_, n) => {
  const close = 100 + (n % 2);
  return aBar({ openTime: monday + n * minute, open: close, high: close, low: close, close });
});
const at = (n: number, close: number, given: object = {}) =>
  aBar({ openTime: monday + n * minute, open: close, close, ...given });
const touches = (signals: readonly MarketSignal[]) =>
  signals.filter(({ kind, interval }) => kind === "upper-band-touch" && interval === "1m");

test("a forming bar signals nothing; closed, it does once, and is never taken back", () => {
  const folding = new Folding().take(...calm, at(60, 150, { final: false }));
  expect(touches(folding.signals)).toEqual([]);
  folding.take(at(60, 160, { revision: 1 }));
  expect(touches(folding.signals)).toMatchObject([
    { openTime: monday + 60 * minute, close: 160, reading: 160, revision: 1, late: false, currency: "USDT" },
  ]);
  folding.take(at(61, 100), at(60, 100, { revision: 2 }), at(60, 160, { revision: 3 }));
  expect(touches(folding.signals)).toHaveLength(1);
});

test("what a correction brings to light is late, at the bar itself and after it", () => {
  const bars = [...calm, at(60, 100), at(61, 103, { high: 103.5 })];
  const folding = new Folding().take(...bars);
  const early = touches(folding.signals).map(({ openTime }) => openTime);
  expect(early).toEqual([monday + 61 * minute]);
  folding.take(at(45, 130, { revision: 1 }));
  expect(touches(folding.signals).slice(1)).toMatchObject([
    { openTime: monday + 45 * minute, late: true, revision: 1 },
  ]);
  expect(folding.signals.filter(({ late }) => late).length).toBeGreaterThan(0);
});

test("a rebuild tells no signal a second time, and later ones as ever", () => {
  const bars = minutes(900);
  const folding = new Folding().take(...bars);
  const before = folding.signals.length;
  expect(before).toBeGreaterThan(20);
  folding.take(revised(bars[5] ?? aBar(), 3));
  expect(folding.rebuilds).toHaveLength(1);
  expect(folding.signals).toHaveLength(before);
  folding.take(at(900, 60), at(901, 500));
  expect(touches(folding.signals).at(-1)).toMatchObject({ openTime: monday + 901 * minute, late: false });
});

test("a day's signals come when trade is over, once", () => {
  const days = Array.from({ length: 30 }, (_, n) =>
    aBar({ exchange: "XNYS", openTime: Date.UTC(2025, 0, 6 + n, 20, 59), close: 100 + (n % 2) }),
  );
  const jump = Date.UTC(2025, 1, 5, 20, 58);
  const folding = new Folding().take(
    ...days,
    aBar({ exchange: "XNYS", openTime: jump, open: 150, close: 150 }),
  );
  const daily = () =>
    folding.signals.filter(({ interval, kind }) => interval === "1d" && kind === "upper-band-touch");
  expect(daily()).toEqual([]);
  folding.take(aBar({ exchange: "XNYS", openTime: jump + minute, open: 150, close: 150 }));
  expect(daily()).toMatchObject([{ late: false, close: 150 }]);
  folding.take(aBar({ exchange: "XNYS", openTime: jump + 90 * minute, open: 150, close: 151 }));
  folding.take(aBar({ exchange: "XNYS", openTime: jump + 18 * 60 * minute, open: 100, close: 100 }));
  expect(daily()).toHaveLength(1);
});
