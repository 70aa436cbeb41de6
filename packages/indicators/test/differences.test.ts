import * as peer from "trading-signals";
import { Ema, Macd, Pvt, Rsi } from "../src/index.ts";
import { loadTalib } from "./oracles/talib.ts";

/** Where we differ from an oracle on purpose; the README lists the same. */
const talib = await loadTalib();

const last = <T>(values: readonly T[]): T => values[values.length - 1] as T;
const rsiOf = (closes: readonly number[], period: number) => {
  const rsi = new Rsi(period);
  return last(closes.map((close) => rsi.update(close)));
};
const talibRsi = (closes: readonly number[], timePeriod: number) =>
  talib.RSI({ inReal: closes, timePeriod }).output[closes.length - 1 - timePeriod];

test("RSI of a series that never moved is 0 as in TA-Lib, and 100 in trading-signals", () => {
  const flat = Array<number>(30).fill(5);
  expect(rsiOf(flat, 14)).toBe(0);
  expect(talibRsi(flat, 14)).toBe(0);
  expect(last(new peer.RSI(14).updates(flat))).toBe(100);
});

test("RSI of a series that only rises is 100 everywhere", () => {
  const rising = Array.from({ length: 30 }, (_, bar) => 5 + bar);
  expect(rsiOf(rising, 14)).toBe(100);
  expect(talibRsi(rising, 14)).toBe(100);
  expect(last(new peer.RSI(14).updates(rising))).toBe(100);
});

test("RSI of moves of 1e-16 is that of the same moves times 1e16; TA-Lib takes them for flat", () => {
  const large = Array.from({ length: 40 }, (_, bar) => 5 + ((bar * 7) % 5));
  const tiny = large.map((close) => close * 1e-16);
  expect(rsiOf(tiny, 14)).toBeCloseTo(rsiOf(large, 14) as number, 9);
  expect(talibRsi(large, 14)).toBeCloseTo(rsiOf(large, 14) as number, 9);
  expect(talibRsi(tiny, 14)).toBe(0);
});

test("RSI keeps its value through a long halt, as nothing has happened; TA-Lib drops to 0 after some hundred bars", () => {
  const halted = [
    10,
    11,
    12,
    11,
    13,
    12,
    14,
    15,
    14,
    16,
    15,
    17,
    16,
    18,
    17,
    ...Array<number>(1_000).fill(17),
  ];
  // Of fourteen changes eight are gains, 13 together, and six are losses of 1.
  const before = rsiOf(halted.slice(0, 15), 14) as number;
  expect(before).toBeCloseTo(1300 / 19, 10);
  expect(rsiOf(halted, 14)).toBeCloseTo(before, 9);
  expect(talibRsi(halted, 14)).toBe(0);
  // Until halvings have used up what a double can hold.
  expect(rsiOf([...halted, ...Array<number>(20_000).fill(17)], 14)).toBe(0);
});

test("PVT begins with 0 at the first bar as TA-Lib's, where trading-signals has none", () => {
  const bar = { open: 10, high: 10, low: 10, close: 10, volume: 500 };
  expect(new Pvt().update(bar)).toBe(0);
  expect(new peer.PVT().update(bar, false)).toBeNull();
});

test("PVT adds nothing after a close of 0, and nothing at a bar whose volume nobody knows", () => {
  const pvt = new Pvt();
  const bars = [
    { close: 10, volume: 100 },
    { close: 15, volume: 100 }, // + 0.5 · 100
    { close: 30, volume: null },
    { close: 0, volume: 10 }, // - 1 · 10
    { close: 5, volume: 100 },
    { close: 10, volume: 3 }, // + 1 · 3
  ];
  expect(bars.map((bar) => pvt.update(bar))).toEqual([0, 50, 50, 40, 40, 43]);
});

test("PVT of what has no volume is none, and begins with 0 where the first volume is met", () => {
  const pvt = new Pvt();
  expect([pvt.update({ close: 10, volume: null }), pvt.missing]).toEqual([null, 1]);
  expect([pvt.update({ close: 20, volume: null }), pvt.missing]).toEqual([null, 1]);
  expect([pvt.update({ close: 30, volume: 8 }), pvt.missing]).toEqual([4, 0]);
});

test("MACD is there from the slow average's first bar on; TA-Lib holds it back until there is a signal", () => {
  const closes = Array.from({ length: 60 }, (_, bar) => 100 + ((bar * 37) % 11));
  const macd = new Macd(12, 26, 9);
  const ours = closes.map((close) => macd.update(close));
  expect(ours[24]).toBeNull();
  expect(ours[25]).toMatchObject({ signal: null, histogram: null });
  expect(ours[32]?.signal).toBeNull();
  const theirs = talib.MACD({ inReal: closes, fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 });
  expect(ours[33]?.signal).toBeCloseTo(theirs.MACDSignal[0] as number, 10);
  expect(ours[33]?.macd).toBeCloseTo(theirs.MACD[0] as number, 10);
});

test("MACD's fast average is seeded with the slow one, as TA-Lib's, and so is not the EMA of that period at first", () => {
  const closes = [1, 2, 4, 8, 16, 32];
  const [macd, fast, slow] = [new Macd(2, 4, 1), new Ema(2), new Ema(4)];
  const ours = closes.map((close) => macd.update(close)?.macd ?? null);
  const plain = closes.map((close) => (fast.update(close) ?? 0) - (slow.update(close) ?? 0));
  // At bar 4: mean of 4 and 8, less mean of 1, 2, 4 and 8.
  expect(ours.slice(0, 4)).toEqual([null, null, null, 2.25]);
  // The EMA of 2 began with 1.5 and went two thirds of the way to 4 and to 8: 19 / 6, 115 / 18.
  expect(plain[3]).toBeCloseTo(115 / 18 - 3.75, 12);
});

test("EMA begins with a simple average as TA-Lib's; trading-signals begins with the first close", () => {
  const closes = [1, 2, 6, 3];
  const ema = new Ema(3);
  expect(closes.map((close) => ema.update(close))).toEqual([null, null, 3, 3]);
  expect(new peer.EMA(3).updates([...closes])[2]).toBe(3.75);
});
