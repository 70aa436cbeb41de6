// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** A bar, and the indicators at it; of bars of the source's own interval and of those that are rolled up from it. Later records of the same symbol, interval and openTime replace earlier ones: the bar has a new revision, or one before it was corrected. */
export interface Indicator {
  /** As its exchange or source spells it, such as 'AAPL' or 'BTCUSDT'. */
  readonly symbol: string;
  /** Market identifier code (ISO 10383) such as 'XNAS', or the source's name for a market that has none; see exchange-hours. */
  readonly exchange: string;
  /** Length of the bar: '1m', '5m', '1h', '1d', '1M' (month) or '1y'. */
  readonly interval: string;
  /** Instant at which the bar opens: of '1m', '5m' and '1h' on the UTC clock's grid of that length; of '1d' and longer 00:00 of the first day, in the exchange's zone. */
  readonly openTime: number;
  /** First price, in `currency`. */
  readonly open: number;
  /** Highest price, in `currency`. */
  readonly high: number;
  /** Lowest price, in `currency`. */
  readonly low: number;
  /** Last price so far, in `currency`; adjusted for splits where the source restates its history, never for dividends. */
  readonly close: number;
  /** Close adjusted for splits and dividends, where the source tells it. */
  readonly adjustedClose: number | null;
  /** Traded within the bar so far, in shares, contracts or coins; null for what has no volume. */
  readonly volume: number | null;
  /** ISO 4217, or the quote asset of a coin, such as 'USDT'. */
  readonly currency: string;
  /** Whether the bar is closed. A correction of a closed bar is final, too. */
  readonly final: boolean;
  /** Rises with each state of this bar; a higher one replaces a lower one. */
  readonly revision: number;
  /** Which provider it is from: 'replay', 'synthetic', 'yahoo' or 'binance'. */
  readonly source: string;
  /** When the provider had it: the source's time of the newest tick in it if it tells one, else that of receipt; in a replay that of publishing. */
  readonly observedAt: number;
  /** Which bar it is since the first that is known of this symbol and interval, from 1: indicators that remember all the past (EMA, MACD, RSI, PVT) begin there. */
  readonly barCount: number;
  /** Simple moving average of close. */
  readonly sma: number | null;
  /** Exponential moving average of close, its seed the first simple one. */
  readonly ema: number | null;
  /** Simple moving average of close. */
  readonly bollingerMiddle: number | null;
  /** Middle and `bollingerDeviations` population standard deviations. */
  readonly bollingerUpper: number | null;
  /** Middle less `bollingerDeviations` population standard deviations. */
  readonly bollingerLower: number | null;
  /** 0 to 100: how long ago the highest high of the last n + 1 bars was, the most recent one on a tie. */
  readonly aroonUp: number | null;
  /** The same of the lowest low. */
  readonly aroonDown: number | null;
  /** aroonUp less aroonDown, -100 to 100. */
  readonly aroonOscillator: number | null;
  /** Wilder's relative strength index of close, 0 to 100. */
  readonly rsi: number | null;
  /** Running sum of relative changes of close times volume. */
  readonly priceVolumeTrend: number | null;
  /** Fast less slow exponential moving average of close. */
  readonly macd: number | null;
  /** Exponential moving average of macd. */
  readonly macdSignal: number | null;
  /** macd less macdSignal. */
  readonly macdHistogram: number | null;
  /** Bars still missing until sma has its first value; 0 from then on. */
  readonly smaMissingCount: number;
  /** Bars still missing until ema has its first value; 0 from then on. */
  readonly emaMissingCount: number;
  /** Bars still missing until the Bollinger bands has its first value; 0 from then on. */
  readonly bollingerMissingCount: number;
  /** Bars still missing until Aroon has its first value; 0 from then on. */
  readonly aroonMissingCount: number;
  /** Bars still missing until rsi has its first value; 0 from then on. */
  readonly rsiMissingCount: number;
  /** Bars still missing until priceVolumeTrend has its first value; 0 from then on. */
  readonly priceVolumeTrendMissingCount: number;
  /** Bars still missing until macd has its first value; 0 from then on. */
  readonly macdMissingCount: number;
  /** Bars still missing until macdSignal has its first value; 0 from then on. */
  readonly macdSignalMissingCount: number;
}

export const indicatorSchema: AvroRecordSchema = {
  "type": "record",
  "name": "Indicator",
  "namespace": "tributary.market",
  "doc": "A bar, and the indicators at it; of bars of the source's own interval and of those that are rolled up from it. Later records of the same symbol, interval and openTime replace earlier ones: the bar has a new revision, or one before it was corrected.",
  "fields": [
    {
      "name": "symbol",
      "type": "string",
      "doc": "As its exchange or source spells it, such as 'AAPL' or 'BTCUSDT'."
    },
    {
      "name": "exchange",
      "type": "string",
      "doc": "Market identifier code (ISO 10383) such as 'XNAS', or the source's name for a market that has none; see exchange-hours."
    },
    {
      "name": "interval",
      "type": "string",
      "doc": "Length of the bar: '1m', '5m', '1h', '1d', '1M' (month) or '1y'."
    },
    {
      "name": "openTime",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Instant at which the bar opens: of '1m', '5m' and '1h' on the UTC clock's grid of that length; of '1d' and longer 00:00 of the first day, in the exchange's zone."
    },
    {
      "name": "open",
      "type": "double",
      "doc": "First price, in `currency`."
    },
    {
      "name": "high",
      "type": "double",
      "doc": "Highest price, in `currency`."
    },
    {
      "name": "low",
      "type": "double",
      "doc": "Lowest price, in `currency`."
    },
    {
      "name": "close",
      "type": "double",
      "doc": "Last price so far, in `currency`; adjusted for splits where the source restates its history, never for dividends."
    },
    {
      "name": "adjustedClose",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Close adjusted for splits and dividends, where the source tells it."
    },
    {
      "name": "volume",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Traded within the bar so far, in shares, contracts or coins; null for what has no volume."
    },
    {
      "name": "currency",
      "type": "string",
      "doc": "ISO 4217, or the quote asset of a coin, such as 'USDT'."
    },
    {
      "name": "final",
      "type": "boolean",
      "doc": "Whether the bar is closed. A correction of a closed bar is final, too."
    },
    {
      "name": "revision",
      "type": "long",
      "doc": "Rises with each state of this bar; a higher one replaces a lower one."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "Which provider it is from: 'replay', 'synthetic', 'yahoo' or 'binance'."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the provider had it: the source's time of the newest tick in it if it tells one, else that of receipt; in a replay that of publishing."
    },
    {
      "name": "barCount",
      "type": "long",
      "doc": "Which bar it is since the first that is known of this symbol and interval, from 1: indicators that remember all the past (EMA, MACD, RSI, PVT) begin there."
    },
    {
      "name": "sma",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Simple moving average of close."
    },
    {
      "name": "ema",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Exponential moving average of close, its seed the first simple one."
    },
    {
      "name": "bollingerMiddle",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Simple moving average of close."
    },
    {
      "name": "bollingerUpper",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Middle and `bollingerDeviations` population standard deviations."
    },
    {
      "name": "bollingerLower",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Middle less `bollingerDeviations` population standard deviations."
    },
    {
      "name": "aroonUp",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "0 to 100: how long ago the highest high of the last n + 1 bars was, the most recent one on a tie."
    },
    {
      "name": "aroonDown",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same of the lowest low."
    },
    {
      "name": "aroonOscillator",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "aroonUp less aroonDown, -100 to 100."
    },
    {
      "name": "rsi",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Wilder's relative strength index of close, 0 to 100."
    },
    {
      "name": "priceVolumeTrend",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Running sum of relative changes of close times volume."
    },
    {
      "name": "macd",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Fast less slow exponential moving average of close."
    },
    {
      "name": "macdSignal",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Exponential moving average of macd."
    },
    {
      "name": "macdHistogram",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "macd less macdSignal."
    },
    {
      "name": "smaMissingCount",
      "type": "int",
      "doc": "Bars still missing until sma has its first value; 0 from then on."
    },
    {
      "name": "emaMissingCount",
      "type": "int",
      "doc": "Bars still missing until ema has its first value; 0 from then on."
    },
    {
      "name": "bollingerMissingCount",
      "type": "int",
      "doc": "Bars still missing until the Bollinger bands has its first value; 0 from then on."
    },
    {
      "name": "aroonMissingCount",
      "type": "int",
      "doc": "Bars still missing until Aroon has its first value; 0 from then on."
    },
    {
      "name": "rsiMissingCount",
      "type": "int",
      "doc": "Bars still missing until rsi has its first value; 0 from then on."
    },
    {
      "name": "priceVolumeTrendMissingCount",
      "type": "int",
      "doc": "Bars still missing until priceVolumeTrend has its first value; 0 from then on."
    },
    {
      "name": "macdMissingCount",
      "type": "int",
      "doc": "Bars still missing until macd has its first value; 0 from then on."
    },
    {
      "name": "macdSignalMissingCount",
      "type": "int",
      "doc": "Bars still missing until macdSignal has its first value; 0 from then on."
    }
  ]
};
