import { barIntervals } from "@tributary/contracts";
import { BadRequest, Query } from "@tributary/runtime";
import type { BarRange } from "../history/bar-range.ts";

/** Which signals `GET /signals` asks for. */
export interface SignalSelection {
  readonly symbol: string;
  /** Undefined: of all. */
  readonly interval: string | undefined;
  readonly before: number;
  readonly limit: number;
}

const usualLimit = 500;
export const mostInAnswer = 5_000;
/** Of `openTime` in the contract. */
const [earliest, latest] = [Date.UTC(1900, 0, 1), Date.UTC(2100, 0, 1)];

/** Which bars `GET /bars` asks for. Throws a `BadRequest`. */
export function barSelection(given: unknown): BarRange {
  const query = new Query(given, ["symbol", "interval", "from", "to", "before", "limit"]);
  const [from, to, before] = [momentOf(query, "from"), momentOf(query, "to"), momentOf(query, "before")];
  if (from !== undefined && to !== undefined && from > to)
    throw new BadRequest(`from (${from}) lies after to (${to})`);
  return {
    symbol: symbolOf(query),
    interval: needed(query, "interval", intervalOf(query)),
    from: from ?? earliest,
    before: Math.min(before ?? latest, (to ?? latest) + 1),
    limit: limitOf(query),
  };
}

/** Throws a `BadRequest`. */
export function signalSelection(given: unknown): SignalSelection {
  const query = new Query(given, ["symbol", "interval", "before", "limit"]);
  return {
    symbol: symbolOf(query),
    interval: intervalOf(query),
    before: momentOf(query, "before") ?? latest + 1,
    limit: limitOf(query),
  };
}

/** What `GET /bars/stream` asks for. Throws a `BadRequest`. */
export function barStream(given: unknown): { readonly symbol: string; readonly interval: string } {
  const query = new Query(given, ["symbol", "interval", "lastEventId"]);
  return { symbol: symbolOf(query), interval: needed(query, "interval", intervalOf(query)) };
}

/** The symbol that a stream is to follow; undefined for all. Throws a `BadRequest`. */
export function streamSymbol(given: unknown): string | undefined {
  return new Query(given, ["symbol", "lastEventId"]).word("symbol", "of GET /symbols");
}

function symbolOf(query: Query): string {
  const symbol = query.word("symbol", "of GET /symbols");
  if (symbol === undefined) throw new BadRequest("symbol is missing: name one of GET /symbols");
  return symbol;
}

function intervalOf(query: Query): string | undefined {
  const interval = query.text("interval");
  if (interval === undefined || (barIntervals as readonly string[]).includes(interval)) return interval;
  throw query.refusal("interval", `one of ${barIntervals.join(", ")}`);
}

function needed(query: Query, name: string, value: string | undefined): string {
  if (value === undefined) throw query.refusal(name, `one of ${barIntervals.join(", ")}`);
  return value;
}

function momentOf(query: Query, name: "from" | "to" | "before"): number | undefined {
  const given = query.text(name);
  if (given === undefined) return undefined;
  const moment = /^-?\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (!(moment >= earliest && moment <= latest))
    throw query.refusal(name, "an openTime in ms since the epoch, such as 1577941200000");
  return moment;
}

function limitOf(query: Query): number {
  const given = query.text("limit");
  if (given === undefined) return usualLimit;
  const limit = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > mostInAnswer)
    throw query.refusal("limit", `a whole number from 1 to ${mostInAnswer}`);
  return limit;
}
