// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** Something that traders watch for has happened at a closed bar. Never taken back: it is what was to be seen when the bar closed. */
export interface Signal {
  /** See tributary.market.Bar. */
  readonly symbol: string;
  /** Length of the bar: '1m', '5m', '1h', '1d', '1M' (month) or '1y'. */
  readonly interval: string;
  /** Of the bar; see tributary.market.Bar. */
  readonly openTime: number;
  /** 'upper-band-touch', 'lower-band-touch', 'squeeze', 'aroon-cross-up', 'aroon-cross-down', 'rsi-overbought' or 'rsi-oversold'. */
  readonly kind: string;
  /** Of the bar, in `currency`. */
  readonly close: number;
  /** See tributary.market.Bar. */
  readonly currency: string;
  /** What was crossed: the band touched, the bandwidth, 0 of the Aroon oscillator, 70 or 30 of the RSI. */
  readonly level: number;
  /** What crossed it: the high or low, the bandwidth, the oscillator, the RSI. */
  readonly reading: number;
  /** Of the bar. */
  readonly revision: number;
  /** Whether a correction brought it to light after the bar had closed before. */
  readonly late: boolean;
  /** Of the revision of the bar that brought it. */
  readonly observedAt: number;
}

export const signalSchema: AvroRecordSchema = {
  "type": "record",
  "name": "Signal",
  "namespace": "tributary.market",
  "doc": "Something that traders watch for has happened at a closed bar. Never taken back: it is what was to be seen when the bar closed.",
  "fields": [
    {
      "name": "symbol",
      "type": "string",
      "doc": "See tributary.market.Bar."
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
      "doc": "Of the bar; see tributary.market.Bar."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'upper-band-touch', 'lower-band-touch', 'squeeze', 'aroon-cross-up', 'aroon-cross-down', 'rsi-overbought' or 'rsi-oversold'."
    },
    {
      "name": "close",
      "type": "double",
      "doc": "Of the bar, in `currency`."
    },
    {
      "name": "currency",
      "type": "string",
      "doc": "See tributary.market.Bar."
    },
    {
      "name": "level",
      "type": "double",
      "doc": "What was crossed: the band touched, the bandwidth, 0 of the Aroon oscillator, 70 or 30 of the RSI."
    },
    {
      "name": "reading",
      "type": "double",
      "doc": "What crossed it: the high or low, the bandwidth, the oscillator, the RSI."
    },
    {
      "name": "revision",
      "type": "long",
      "doc": "Of the bar."
    },
    {
      "name": "late",
      "type": "boolean",
      "doc": "Whether a correction brought it to light after the bar had closed before."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Of the revision of the bar that brought it."
    }
  ]
};
