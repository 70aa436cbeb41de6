import { decimal, type FieldCheck, instant, text, whole } from "../field-check.ts";

/** Lengths of bars, shortest first; each but the first is made of the one before it. */
export const barIntervals = ["1m", "5m", "1h", "1d", "1M", "1y"] as const;
export type BarInterval = (typeof barIntervals)[number];

const isInterval: ReadonlySet<string> = new Set(barIntervals);

/** Upper bounds are what no market comes near; oil's price has been below zero. */
export const price = decimal({ from: -1e9, to: 1e12 }, "of its currency");
export const volume = decimal({ from: 0, to: 1e15 }, "of its symbol");
export const revision = whole({ from: 0, to: 2 ** 40 }, "revisions");
export const openTime = instant("1900-01-01", "2100-01-01");
export const moment = instant("1970-01-01", "2100-01-01");
export const anyFlag: FieldCheck<boolean> = () => undefined;
export const word = text(32);
export const interval: FieldCheck<string> = (value) =>
  isInterval.has(value) ? undefined : `one of ${barIntervals.join(", ")}`;

const keyPart = /^[^\s|]{1,32}$/;
/** Part of keys that are joined by `|`. */
export const symbol: FieldCheck<string> = (value) =>
  keyPart.test(value) ? word(value) : "1 to 32 characters without space or |";
