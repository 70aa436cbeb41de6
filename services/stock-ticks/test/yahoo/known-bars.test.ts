import type { ProviderBar } from "../../src/provider.ts";
import { KnownBars } from "../../src/yahoo/known-bars.ts";

const bar = (
  openTime: number,
  close: number,
  final: boolean,
  adjustedClose: number | null = null,
): ProviderBar => {
  return { openTime, open: 1, high: 9, low: 1, close, adjustedClose, volume: 5, final, observedAt: openTime };
};

test("quotes tell nothing of bars that a chart has closed, nor of any before the newest", () => {
  const known = new KnownBars();
  known.remember([bar(1, 2, true), bar(3, 3, false)], true);
  expect(known.newOfQuote([bar(1, 4, true)])).toEqual([]);
  expect(known.newOfQuote([bar(2, 4, true)])).toEqual([]);
  expect(known.newOfQuote([bar(3, 3, false)])).toEqual([]);
  expect(known.newOfQuote([bar(3, 4, false), bar(4, 4, false)])).toHaveLength(2);
});

test("a bar that quotes have closed is not opened again by them, and closed by the chart", () => {
  const known = new KnownBars();
  known.remember([bar(1, 2, true)], false);
  expect(known.newOfQuote([bar(1, 3, false)])).toEqual([]);
  expect(known.newOfChart([bar(1, 2, true, 1)])).toEqual({ news: [bar(1, 2, true, 1)], isRestated: false });
});

test("only what a chart had closed can be restated", () => {
  const known = new KnownBars();
  known.remember([bar(1, 2, true, 2)], true);
  known.remember([bar(2, 2, true)], false);
  expect(known.newOfChart([bar(1, 2, true, 2.0001), bar(2, 3, true, 3)])).toMatchObject({
    isRestated: false,
  });
  expect(known.newOfChart([bar(1, 1, true, 1)])).toMatchObject({ isRestated: true });
  expect(known.newOfChart([bar(1, 2, true, 1.9)])).toMatchObject({ isRestated: true });
});

test("the newest bar is the newest however they came, and an open one before it is noticed", () => {
  const known = new KnownBars();
  expect(known.hasOpenPast).toBe(false);
  known.remember([bar(5, 2, false)], true);
  known.remember([bar(3, 2, true)], true);
  expect(known.newest?.openTime).toBe(5);
  expect(known.newestCharted).toBe(3);
  known.remember([bar(6, 2, false)], false);
  expect(known.hasOpenPast).toBe(true);
});
