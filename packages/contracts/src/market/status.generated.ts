// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** How it stands with the ticks of a symbol. */
export interface Status {
  /** See tributary.market.Bar. */
  readonly symbol: string;
  /** See tributary.market.Bar. */
  readonly exchange: string;
  /** 'open', 'closed' (out of its hours, or a recording at its end), 'delayed' (ticks come late by contract), 'stale' (ticks are due and do not come) or 'halted' (trade is suspended). */
  readonly state: string;
  /** When this state began, as far as the source knows. */
  readonly sinceAt: number;
  /** Time of the newest tick, on the clock of `observedAt` in tributary.market.Bar; null before the first. */
  readonly lastTickAt: number | null;
  /** When trading goes on, where the calendar tells. */
  readonly nextOpenAt: number | null;
  /** How late ticks of a delayed source are. */
  readonly delaySeconds: number | null;
  /** Why, for a person: such as 'Yahoo answers 429, next try in 240 s'. */
  readonly reason: string | null;
  /** See tributary.market.Bar. */
  readonly source: string;
  /** When this was found. */
  readonly observedAt: number;
}

export const statusSchema: AvroRecordSchema = {
  "type": "record",
  "name": "Status",
  "namespace": "tributary.market",
  "doc": "How it stands with the ticks of a symbol.",
  "fields": [
    {
      "name": "symbol",
      "type": "string",
      "doc": "See tributary.market.Bar."
    },
    {
      "name": "exchange",
      "type": "string",
      "doc": "See tributary.market.Bar."
    },
    {
      "name": "state",
      "type": "string",
      "doc": "'open', 'closed' (out of its hours, or a recording at its end), 'delayed' (ticks come late by contract), 'stale' (ticks are due and do not come) or 'halted' (trade is suspended)."
    },
    {
      "name": "sinceAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When this state began, as far as the source knows."
    },
    {
      "name": "lastTickAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "Time of the newest tick, on the clock of `observedAt` in tributary.market.Bar; null before the first."
    },
    {
      "name": "nextOpenAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "When trading goes on, where the calendar tells."
    },
    {
      "name": "delaySeconds",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "How late ticks of a delayed source are."
    },
    {
      "name": "reason",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Why, for a person: such as 'Yahoo answers 429, next try in 240 s'."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "See tributary.market.Bar."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When this was found."
    }
  ]
};
