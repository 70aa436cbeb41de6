import {
  Aroon,
  Bollinger,
  computeIndicators,
  defaultSettings,
  Ema,
  IndicatorSet,
  type IndicatorSettings,
  Macd,
  Pvt,
  Rsi,
  Sma,
} from "../src/index.ts";
import { randomBars } from "./series/random-bars.ts";

const bars = randomBars(300, 3);
const own: IndicatorSettings = {
  sma: 7,
  ema: 9,
  bollinger: { period: 11, deviations: 2.5 },
  aroon: 13,
  rsi: 5,
  macd: { fast: 3, slow: 8, signal: 4 },
};

test.each([
  ["default", defaultSettings],
  ["own", own],
])("with %s settings each field is its kernel's", (_, settings) => {
  const set = new IndicatorSet(settings);
  const { fast, slow, signal } = settings.macd;
  const sma = new Sma(settings.sma);
  const ema = new Ema(settings.ema);
  const bollinger = new Bollinger(settings.bollinger.period, settings.bollinger.deviations);
  const aroon = new Aroon(settings.aroon);
  const rsi = new Rsi(settings.rsi);
  const pvt = new Pvt();
  const macd = new Macd(fast, slow, signal);
  for (const [index, bar] of bars.entries()) {
    const peeked = set.peek(bar);
    const values = set.update(bar);
    expect(peeked).toStrictEqual(values);
    const bands = bollinger.update(bar.close);
    const arrows = aroon.update(bar);
    const lines = macd.update(bar.close);
    const left = (warmUp: number) => Math.max(0, warmUp - index - 1);
    expect(values).toStrictEqual({
      barCount: index + 1,
      sma: sma.update(bar.close),
      ema: ema.update(bar.close),
      bollingerMiddle: bands?.middle ?? null,
      bollingerUpper: bands?.upper ?? null,
      bollingerLower: bands?.lower ?? null,
      aroonUp: arrows?.up ?? null,
      aroonDown: arrows?.down ?? null,
      aroonOscillator: arrows?.oscillator ?? null,
      rsi: rsi.update(bar.close),
      priceVolumeTrend: pvt.update(bar),
      macd: lines?.macd ?? null,
      macdSignal: lines?.signal ?? null,
      macdHistogram: lines?.histogram ?? null,
      smaMissingCount: left(settings.sma),
      emaMissingCount: left(settings.ema),
      bollingerMissingCount: left(settings.bollinger.period),
      aroonMissingCount: left(settings.aroon + 1),
      rsiMissingCount: left(settings.rsi + 1),
      priceVolumeTrendMissingCount: 0,
      macdMissingCount: left(slow),
      macdSignalMissingCount: left(slow + signal - 1),
    });
    expect(values.sma === null).toBe(values.smaMissingCount > 0);
    expect(values.macdSignal === null).toBe(values.macdSignalMissingCount > 0);
  }
  expect(set.barCount).toBe(bars.length);
});

test("a batch is the same as bar after bar", () => {
  const set = new IndicatorSet(own);
  expect(computeIndicators(bars, own)).toStrictEqual(bars.map((bar) => set.update(bar)));
  expect(computeIndicators([])).toEqual([]);
});

test("of a symbol without volume there is no price volume trend, and all else", () => {
  const last = computeIndicators(bars.map((bar) => ({ ...bar, volume: null }))).at(-1);
  const withVolume = computeIndicators(bars).at(-1);
  expect(last).toStrictEqual({ ...withVolume, priceVolumeTrend: null, priceVolumeTrendMissingCount: 1 });
});

describe("a state of other settings is refused", () => {
  const set = new IndicatorSet(own);
  for (const bar of bars) set.update(bar);
  const state = set.state();
  test.each<[string, IndicatorSettings]>([
    ["SMA", { ...own, sma: 8 }],
    ["SMA as the middle band", { ...own, sma: 11 }],
    ["EMA", { ...own, ema: 10 }],
    ["Bollinger", { ...own, bollinger: { period: 12, deviations: 2.5 } }],
    ["Aroon", { ...own, aroon: 14 }],
    ["RSI", { ...own, rsi: 6 }],
    ["MACD", { ...own, macd: { fast: 4, slow: 8, signal: 4 } }],
    ["MACD's signal", { ...own, macd: { fast: 3, slow: 8, signal: 5 } }],
  ])("%s", (_, other) => {
    expect(() => IndicatorSet.restore(state, other)).toThrow(RangeError);
    expect(IndicatorSet.restore(state, own).barCount).toBe(300);
  });

  test("and so is one that has been tampered with", () => {
    const { aroon, bollinger, rsi } = state;
    const spoilt = [
      { ...state, barCount: 299 },
      { ...state, sma: null },
      { ...state, bollinger: { ...bollinger, lap: 12 } },
      { ...state, bollinger: { ...bollinger, window: bollinger.window.slice(1) } },
      { ...state, bollinger: { ...bollinger, window: bollinger.window.with(0, Number.NaN) } },
      { ...state, aroon: { ...aroon, highs: { ...aroon.highs, at: aroon.highs.at.map((bar) => bar + 1) } } },
      { ...state, aroon: { ...aroon, highs: { at: [280, 299], values: [1, 2] } } },
      { ...state, aroon: { ...aroon, highs: { at: [200, 299], values: [2, 1] } } },
      { ...state, aroon: { ...aroon, highs: { at: [299], values: [2, 1] } } },
      { ...state, rsi: { ...rsi, gain: -1 } },
    ];
    for (const one of spoilt) expect(() => IndicatorSet.restore(one, own)).toThrow(RangeError);
  });
});

test.each<[string, Partial<IndicatorSettings>]>([
  ["a period of 0", { sma: 0 }],
  ["half a bar", { ema: 2.5 }],
  ["no number", { rsi: Number.NaN }],
  ["more bars than anybody has", { aroon: 100_001 }],
  ["negative deviations", { bollinger: { period: 20, deviations: -1 } }],
  ["a fast average as slow as the slow one", { macd: { fast: 26, slow: 26, signal: 9 } }],
])("settings with %s are refused", (_, part) => {
  expect(() => new IndicatorSet({ ...defaultSettings, ...part })).toThrow(RangeError);
});
