// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** One state of one bar of a symbol: a tick is a new revision of the bar that is forming, a correction one of a past bar. Records of the same symbol, interval, openTime and revision are repeats. */
export interface Bar {
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
}

export const barSchema: AvroRecordSchema = {
  "type": "record",
  "name": "Bar",
  "namespace": "tributary.market",
  "doc": "One state of one bar of a symbol: a tick is a new revision of the bar that is forming, a correction one of a past bar. Records of the same symbol, interval, openTime and revision are repeats.",
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
    }
  ]
};
