import { barIntervals } from "@tributary/contracts";
import { barColumns } from "./bar-columns.ts";
import { mostInAnswer } from "./indicator-query.ts";

/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const count = (description: string) => ({ type: "integer", description });
const text = (description: string) => ({ type: "string", description });
const number = (description: string) => ({ type: "number", description });
const maybe = (type: "string" | "integer", description: string) => ({ type: [type, "null"], description });
const moment = (description: string) => count(`${description}, ms since the epoch`);
const clock = moment("The server's clock");
const symbol = { type: "string", description: "One of GET /symbols", example: "AAPL" };
const interval = { type: "string", enum: [...barIntervals], description: "Length of the bars" };
const eventId = text(
  "What to hand to the stream as lastEventId: it tells all that changes after this answer",
);
/** Parameters are read by the service itself, whose refusals have words. */
const asked = {
  symbol,
  interval: { type: "string", description: `One of ${barIntervals.join(", ")}`, example: "1d" },
  from: text("First openTime, included, ms since the epoch"),
  to: text("Last openTime, included, ms since the epoch"),
  before: text(
    "Only what opens before, ms since the epoch: the openTime of a page's last row leads to the next page",
  ),
  limit: text(`At most so many, from 1 to ${mostInAnswer}; 500 when it is not given`),
};
const lastEventId = text(
  "For clients that cannot send the header Last-Event-ID; an eventId of GET will do, too",
);

const status = {
  symbol,
  exchange: text("Market identifier code, or the source's name"),
  state: text("open, closed, delayed, stale or halted"),
  sinceAt: moment("When this state began"),
  lastTickAt: maybe("integer", "Time of the newest tick"),
  nextOpenAt: maybe("integer", "When trading goes on, where the calendar tells"),
  delaySeconds: maybe("integer", "How late ticks of a delayed source are"),
  reason: maybe("string", "Why, for a person"),
  source: text("Which provider it is from"),
  observedAt: moment("When this was found"),
};

const signal = {
  symbol,
  interval,
  openTime: moment("Opening of the bar"),
  kind: text("Such as upper-band-touch, squeeze, aroon-cross-up or rsi-overbought"),
  close: number("Of the bar"),
  currency: text("ISO 4217, or the quote asset of a coin"),
  level: number("What was crossed"),
  reading: number("What crossed it"),
  revision: count("Of the bar"),
  late: { type: "boolean", description: "Whether a correction brought it to light" },
  observedAt: moment("Of the revision that brought it"),
};

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

export const symbolsSchema = {
  summary: "Symbols of which there are bars or a status, in alphabetical order",
  response: {
    200: object({
      clock,
      symbols: list(
        object({
          symbol,
          exchange: maybe("string", "Market identifier code, or the source's name"),
          currency: maybe("string", "ISO 4217, or the quote asset of a coin; null while there are no bars"),
          baseInterval: maybe("string", "The interval that its source tells, of which longer ones are made"),
          intervals: list(
            object({
              interval,
              barCount: count("How many bars there are, those of years ago included"),
              firstOpenTime: moment("Opening of the first"),
              lastOpenTime: moment("Opening of the newest"),
            }),
          ),
          status: { ...object(status), type: ["object", "null"] },
        }),
      ),
    }),
  },
};

export const barsSchema = {
  summary: "Bars with their indicators, newest first",
  description:
    `Columns: ${Object.keys(barColumns).join(", ")}. Times are ms since the epoch, prices are in the symbol's currency; an ` +
    "indicator is null while bars are missing, of which its …MissingCount tells the number.",
  querystring: { type: "object", properties: asked },
  response: {
    200: object({
      clock,
      symbol,
      interval,
      eventId,
      columns: list(text("Name of a column")),
      rows: list(
        { type: "array", items: {} },
        "One list of values for each bar, in the order of the columns",
      ),
    }),
    400: refused,
    503: refused,
  },
};

export const signalsSchema = {
  summary: "Signals of a symbol, newest bar first; those of one instant come together, even beyond the limit",
  querystring: {
    type: "object",
    properties: { symbol, interval: asked.interval, before: asked.before, limit: asked.limit },
  },
  response: { 200: object({ clock, eventId, signals: list(object(signal)) }), 400: refused },
};

const stream = { produces: ["text/event-stream"], response: { 400: refused, 503: refused } };
const events =
  "Server-sent events reset, delta, remove, reconnect; columns and rows as JSON, the id is a position in the log that every " +
  "replica understands. ";

export const barStreamSchema = {
  ...stream,
  summary: "Bars of a symbol and interval as they change",
  description: `${events}A reset holds the newest bars only; a delta any that has changed, of years ago, too. Columns as of GET /bars.`,
  querystring: { type: "object", properties: { symbol, interval: asked.interval, lastEventId } },
};

export const statusStreamSchema = {
  ...stream,
  summary: "How it stands with one symbol, or with all",
  description: events,
  querystring: { type: "object", properties: { symbol, lastEventId } },
};

export const signalStreamSchema = {
  ...stream,
  summary: "Signals of one symbol, or of all; those that were seen are never taken back",
  description: events,
  querystring: { type: "object", properties: { symbol, lastEventId } },
};

function object(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}

function list(items: unknown, description?: string) {
  return { type: "array", items, ...(description !== undefined && { description }) };
}
