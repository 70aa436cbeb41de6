import type { BarInterval } from "@tributary/contracts";
import { count } from "../shell/words.ts";
import { type Graph, type GraphKind, type GraphLine, graphs } from "./graph.ts";
import { isAdjustable } from "./parameters/graph-parameters.ts";
import type { ShownBar } from "./parameters/own-run.ts";

const THIN = "\u202f";
// As the chart writes its axis: K, M, B.
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });
const written = new Map<number, Intl.NumberFormat>();

/** Decimals of prices of that size: cents, and four places where a cent is much. */
export function digitsOf(price: number | undefined): number {
  const size = Math.abs(price ?? 1);
  if (size === 0 || size >= 2) return 2;
  return size >= 0.01 ? 4 : 8;
}

/** `1,469.25` */
export function priceWords(value: number | null, digits: number): string {
  if (value === null) return "–";
  let format = written.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-GB", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // No −0.00.
      signDisplay: "negative",
    });
    written.set(digits, format);
  }
  return format.format(value);
}

/** `931.8M`; `–` for what has no volume. */
export function amountWords(value: number | null): string {
  return value === null ? "–" : short.format(value);
}

/** A value of a graph, as its numbers are written. */
export function graphValue(form: Graph["form"], value: number | null, digits: number): string {
  if (form === "amount") return amountWords(value);
  return priceWords(value, form === "index" ? 1 : decimals(form, digits));
}

/** Averages of a price are often nearer to each other than its last decimal: their difference has two more. */
export function decimals(form: "price" | "difference", digits: number): number {
  return form === "difference" ? digits + 2 : digits;
}

/**
 * A line's value at a bar, with `≈` where it is not exact yet; while it warms up, how far that is: `12 of 20 bars`, of
 * those that its graph is computed of.
 */
export function lineWords(line: GraphLine, kind: GraphKind, bar: ShownBar, digits: number): string {
  const value = bar[line.field];
  const missing = line.missing === undefined ? 0 : bar[line.missing];
  if (value === null && missing > 0) {
    const seen = isOwn(kind, bar) ? (bar.ownCount ?? 0) : bar.barCount;
    return `${count(seen)} of ${count(seen + missing)} bars`;
  }
  const words = graphValue(graphs[kind].form, value, digits);
  return isUnsettled(kind, bar) ? `≈${THIN}${words}` : words;
}

function isOwn(kind: GraphKind, { ownKinds }: ShownBar): boolean {
  return isAdjustable(kind) && ownKinds?.has(kind) === true;
}

/** Whether a graph's value at a bar depends on bars that are not here. */
export function isUnsettled(kind: GraphKind, { unsettled }: ShownBar): boolean {
  return isAdjustable(kind) && unsettled?.includes(kind) === true;
}

/** `+0.42 %` from one price to another; undefined where there is none before. */
export function changeWords(from: number | undefined, to: number): string | undefined {
  if (from === undefined || from === 0) return undefined;
  const share = ((to - from) / Math.abs(from)) * 100;
  return `${share < 0 ? "−" : "+"}${Math.abs(share).toFixed(2)}${THIN}%`;
}

/** `2.3e-15`; `0` for none. */
export function differenceWords(difference: number): string {
  if (difference === 0) return "0";
  return Number.isFinite(difference) ? difference.toExponential(1) : "a value against none";
}

const wordsOf = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit" } as const;
const barTimes: Readonly<Record<BarInterval, Intl.DateTimeFormat>> = {
  "1m": wordsOf({ ...date, ...clock }),
  "5m": wordsOf({ ...date, ...clock }),
  "1h": wordsOf({ ...date, ...clock }),
  "1d": wordsOf(date),
  "1M": wordsOf({ month: "long", year: "numeric" }),
  "1y": wordsOf({ year: "numeric" }),
};

/** `Wed, 4 Mar 2015, 14:30` of a bar that opens then by its exchange's clock; of months and years only that. */
export function barTimeWords(interval: BarInterval, local: number): string {
  return barTimes[interval].format(local);
}

/** `New York`, of an IANA zone. */
export function zoneWords(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** An exchange as people call it; `always open` where trade never ends, its code where it has no name here. */
export function exchangeWords(code: string): string {
  return EXCHANGES[code] ?? code;
}

const EXCHANGES: Readonly<Record<string, string>> = {
  XNYS: "New York Stock Exchange",
  XNAS: "Nasdaq",
  XLON: "London Stock Exchange",
  SYNTH: "made up, New York's hours",
  BINANCE: "Binance",
  "24-7": "always open",
};

const SIGNALS: Readonly<Record<string, string>> = {
  "upper-band-touch": "touches the upper band",
  "lower-band-touch": "touches the lower band",
  squeeze: "bands squeeze",
  "aroon-cross-up": "Aroon crosses up",
  "aroon-cross-down": "Aroon crosses down",
  "rsi-overbought": "RSI: overbought",
  "rsi-oversold": "RSI: oversold",
};

/** A signal's kind in words; one not known here as it is written. */
export function signalWords(kind: string): string {
  return SIGNALS[kind] ?? kind.replaceAll("-", " ");
}
