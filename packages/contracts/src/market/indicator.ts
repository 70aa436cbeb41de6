import { decimal, nullable, whole } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Topic } from "../topic.ts";
import { barChecks, rangeFault } from "./bar.ts";
import { type Indicator, indicatorSchema } from "./indicator.generated.ts";

const days = 86_400_000;
const percent = nullable(decimal({ from: 0, to: 100 }, "%"));
/** Bands and sums go beyond prices: two deviations of the wildest series, volumes of a century. */
const amount = nullable(decimal({ from: -1e24, to: 1e24 }, "of its formula"));
const missing = whole({ from: 0, to: 100_000 }, "bars");

/** Bars with their indicators, of all intervals: the newest record of a key is what a chart shows. */
export const indicator: Topic<Indicator> = {
  name: "market.indicator.v1",
  schema: indicatorSchema,
  key: indicatorKey,
  eventTime: ({ observedAt }) => observedAt,
  partitions: 6,
  cleanup: { policy: "compact", retentionMs: 30 * days },
  fault: (value) => fieldFault(value) ?? rangeFault(value),
};

/** `AAPL|1d|1577941200000` */
export function indicatorKey(of: Pick<Indicator, "symbol" | "interval" | "openTime">): string {
  return `${of.symbol}|${of.interval}|${of.openTime}`;
}

const fieldFault = firstFault<Indicator>({
  ...barChecks,
  barCount: whole({ from: 1, to: 2 ** 40 }, "bars"),
  sma: amount,
  ema: amount,
  bollingerMiddle: amount,
  bollingerUpper: amount,
  bollingerLower: amount,
  aroonUp: percent,
  aroonDown: percent,
  aroonOscillator: nullable(decimal({ from: -100, to: 100 }, "%")),
  rsi: percent,
  priceVolumeTrend: amount,
  macd: amount,
  macdSignal: amount,
  macdHistogram: amount,
  smaMissingCount: missing,
  emaMissingCount: missing,
  bollingerMissingCount: missing,
  aroonMissingCount: missing,
  rsiMissingCount: missing,
  priceVolumeTrendMissingCount: missing,
  macdMissingCount: missing,
  macdSignalMissingCount: missing,
});
