import { computeIndicators, defaultSettings } from "@tributary/indicators";
import type { Bar } from "../../../../page/stocks/feed/bar.ts";
import { verify } from "../../../../page/stocks/verify/verification.ts";
import { aBar } from "../a-bar.ts";

/** Bars with the indicators that a service which computes rightly tells. */
const told = (count: number): Bar[] => {
  const prices = Array.from({ length: count }, (_, n) => {
    const close = 100 + 10 * Math.sin(n / 5) + (n % 7);
    return aBar(n, { close, high: close + 1, low: close - 1, volume: 1_000 + n });
  });
  const values = computeIndicators(prices);
  return prices.map((bar, index) => ({ ...bar, ...values[index] }));
};
const changed = (bars: readonly Bar[], at: number, patch: Partial<Bar>) =>
  bars.map((bar, index) => (index === at ? { ...bar, ...patch } : bar));
const of = (name: string, { verified }: ReturnType<typeof verify>) =>
  verified.find((one) => one.name === name);

test("from the first bar on all indicators are compared, where they have values", () => {
  const found = verify(told(60), 0, 59, defaultSettings);
  expect(found.left).toBeUndefined();
  expect(found.verified.map(({ name, count, largest }) => [name, count, largest])).toEqual([
    ["SMA", 41, 0],
    ["EMA", 41, 0],
    ["Bollinger", 123, 0],
    ["Aroon", 105, 0],
    ["RSI", 46, 0],
    // 35 of macd from bar 26, 27 of signal and histogram from bar 34.
    ["MACD", 89, 0],
    // It begins with 0 at the first bar.
    ["PVT", 60, 0],
  ]);
});

test("a value that is wrong is found, with the bar it is at and how much it is off", () => {
  const bars = told(60);
  const { rsi, openTime } = bars[50] as Bar;
  const found = of("RSI", verify(changed(bars, 50, { rsi: (rsi as number) * 1.01 }), 0, 59, defaultSettings));
  expect(found?.at).toBe(openTime);
  expect(found?.largest).toBeCloseTo(0.01 / 1.01, 12);
  expect(of("RSI", verify(changed(bars, 50, { rsi: 1 }), 51, 59, defaultSettings))?.largest).toBe(0);
});

test("a value where there can be none, and none where there is one, is a difference beyond measure", () => {
  const bars = changed(told(60), 3, { sma: 100 });
  expect(of("SMA", verify(bars, 0, 59, defaultSettings))?.largest).toBe(Number.POSITIVE_INFINITY);
});

test("MACD is measured by the close, as it may be next to nothing itself", () => {
  const bars = told(60);
  const { macdHistogram, close } = bars[55] as Bar;
  const off = changed(bars, 55, { macdHistogram: (macdHistogram as number) + 1e-9 });
  expect(of("MACD", verify(off, 0, 59, defaultSettings))?.largest).toBeCloseTo(1e-9 / close, 13);
});

test("of a window only what looks back so far is computed, and what is not is said", () => {
  const window = told(200).slice(100);
  const found = verify(window, 30, 99, defaultSettings);
  expect(found.verified.map(({ name, count }) => [name, count])).toEqual([
    ["SMA", 70],
    ["Bollinger", 210],
    ["Aroon", 210],
  ]);
  // A sum that slides is another one in its last digits when it begins elsewhere.
  expect(Math.max(...found.verified.map(({ largest }) => largest))).toBeLessThan(1e-12);
  expect(found.left?.names).toEqual(["EMA", "RSI", "MACD", "PVT"]);
  expect(verify(window, 20, 99, defaultSettings).left?.names).toContain("Aroon");
});

test("with a bar missing nothing is computed", () => {
  const bars = told(60).toSpliced(10, 1);
  expect(verify(bars, 0, 58, defaultSettings)).toMatchObject({
    verified: [],
    left: { reason: "between the bars 10 and 11 some are missing" },
  });
});
