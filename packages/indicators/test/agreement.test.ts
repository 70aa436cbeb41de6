import * as peer from "trading-signals";
import { Aroon, Bollinger, Ema, Macd, Pvt, Rsi, Sma } from "../src/index.ts";
import { largestDifference } from "./oracles/largest-difference.ts";
import { aligned, loadTalib } from "./oracles/talib.ts";
import { twoPassBands } from "./oracles/two-pass-bands.ts";
import { revisedRun } from "./revised-run.ts";
import { randomBars } from "./series/random-bars.ts";
import { sp500Laps } from "./series/sp500.ts";

const talib = await loadTalib();
const count = 20_000;
const tolerance = 1e-9;

describe.each([
  ["the S&P 500, lap after lap", sp500Laps(count)],
  ["random bars with ties, flats and gaps", randomBars(count, 8)],
])("over 20,000 bars of %s, each revised twice before it closes", (_, bars) => {
  const [closes, high, low] = [bars.map((b) => b.close), bars.map((b) => b.high), bars.map((b) => b.low)];

  test.each([5, 20, 200])("SMA(%i) is that of trading-signals and of TA-Lib", (period) => {
    const ours = revisedRun(new Sma(period), closes);
    expect(largestDifference(ours, new peer.SMA(period).updates(closes))).toBeLessThan(tolerance);
    const { output } = talib.SMA({ inReal: closes, timePeriod: period });
    expect(largestDifference(ours, aligned(output, period - 1))).toBeLessThan(tolerance);
  });

  test.each([5, 20, 200])("EMA(%i) is that of TA-Lib, whose seed is a simple average", (period) => {
    const ours = revisedRun(new Ema(period), closes);
    const { output } = talib.EMA({ inReal: closes, timePeriod: period });
    expect(largestDifference(ours, aligned(output, period - 1))).toBeLessThan(tolerance);
  });

  test.each([7, 14, 100])("RSI(%i) is that of trading-signals and of TA-Lib", (period) => {
    const ours = revisedRun(new Rsi(period), closes);
    expect(largestDifference(ours, new peer.RSI(period).updates(closes))).toBeLessThan(tolerance);
    const { output } = talib.RSI({ inReal: closes, timePeriod: period });
    expect(largestDifference(ours, aligned(output, period))).toBeLessThan(tolerance);
  });

  test.each([5, 25, 200])("Aroon(%i) is that of trading-signals and of TA-Lib, ties and all", (period) => {
    const ours = revisedRun(new Aroon(period), bars);
    const [up, down] = [ours.map((value) => value?.up), ours.map((value) => value?.down)];
    const theirs = new peer.Aroon(period).updates(bars);
    expect(
      largestDifference(
        up,
        theirs.map((v) => v?.aroonUp),
      ),
    ).toBeLessThan(tolerance);
    expect(
      largestDifference(
        down,
        theirs.map((v) => v?.aroonDown),
      ),
    ).toBeLessThan(tolerance);
    const lines = talib.AROON({ high, low, timePeriod: period });
    expect(largestDifference(up, aligned(lines.aroonUp, period))).toBeLessThan(tolerance);
    expect(largestDifference(down, aligned(lines.aroonDown, period))).toBeLessThan(tolerance);
    const { output } = talib.AROONOSC({ high, low, timePeriod: period });
    expect(
      largestDifference(
        ours.map((v) => v?.oscillator),
        aligned(output, period),
      ),
    ).toBeLessThan(tolerance);
  });

  test.each([
    [12, 26, 9],
    [3, 10, 16],
  ])("MACD(%i, %i, %i) is that of TA-Lib from its first bar on", (fast, slow, signal) => {
    const first = slow + signal - 2;
    const ours = revisedRun(new Macd(fast, slow, signal), closes);
    const lines = talib.MACD({ inReal: closes, fastPeriod: fast, slowPeriod: slow, signalPeriod: signal });
    const macd = ours.map((value, bar) => (bar < first ? null : value?.macd));
    expect(largestDifference(macd, aligned(lines.MACD, first))).toBeLessThan(tolerance);
    expect(
      largestDifference(
        ours.map((v) => v?.signal),
        aligned(lines.MACDSignal, first),
      ),
    ).toBeLessThan(tolerance);
    expect(
      largestDifference(
        ours.map((v) => v?.histogram),
        aligned(lines.MACDHist, first),
      ),
    ).toBeLessThan(tolerance);
  });

  test.each([5, 20, 200])("Bollinger(%i, 2) is the two-pass formula", (period) => {
    const ours = revisedRun(new Bollinger(period, 2), closes);
    const theirs = twoPassBands(closes, period, 2);
    for (const band of ["middle", "upper", "lower"] as const) {
      const difference = largestDifference(
        ours.map((v) => v?.[band]),
        theirs.map((v) => v?.[band]),
      );
      expect([band, difference < tolerance]).toEqual([band, true]);
    }
  });

  test("PVT is that of trading-signals after its first bar, where ours is 0 and theirs not there yet", () => {
    const ours = revisedRun(new Pvt(), bars);
    const theirs = new peer.PVT().updates(bars);
    expect([ours[0], theirs[0]]).toEqual([0, null]);
    expect(largestDifference(ours.slice(1), theirs.slice(1))).toBeLessThan(tolerance);
  });
});
