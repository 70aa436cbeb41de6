import type { Interval } from "./interval.ts";

/** One day's trade, from its opening to its closing, without what is traded before and after hours. */
export interface Session {
  /** In the exchange's zone, as ISO 8601 writes it. */
  readonly day: string;
  /** Instants in milliseconds; the closing is not of the session any more. */
  readonly opensAt: number;
  readonly closesAt: number;
}

/** The time that one bar is of. Instants in milliseconds. */
export interface Period {
  /** `openTime` of the bar. */
  readonly opensAt: number;
  /** `openTime` of the next bar that there can be; the period ends before it. */
  readonly endsAt: number;
  /** When trade of it is over: the last closing of a session in it, or its end where it holds none. */
  readonly closesAt: number;
}

/**
 * When an exchange trades, by rule, for instants (milliseconds since 1970) from 1900 to 2100. Pure, but for a memory of
 * days, months and years asked for, which is bounded by these two centuries.
 */
export interface Exchange {
  readonly code: ExchangeCode;
  /** IANA name of the zone whose midnights begin its days. */
  readonly zone: string;
  /**
   * First year for which holidays and hours are those that were. Before it today's rules are applied backwards, and
   * from the years on that are not announced yet forwards: sessions may then be off by a holiday or a half day. Days,
   * months and years are right throughout.
   */
  readonly knownFrom: number;
  isOpen(instant: number): boolean;
  /** The session of the local day which the instant lies in, be it before, in or after hours; undefined on a day without. */
  sessionOf(instant: number): Session | undefined;
  /** When trade goes on: the next opening, or the instant itself while the exchange is open. */
  nextOpen(instant: number): number;
  /** 00:00 of the local day which the instant lies in; such a day has 23, 24 or 25 hours. */
  dayStart(instant: number): number;
  /** `openTime` of the bar which the instant lies in: see `doc` of it in market.bar.v1. */
  opensAt(interval: Interval, instant: number): number;
  /** The whole period of that bar. Asked for again and again within one period, it answers the very same object. */
  periodOf(interval: Interval, instant: number): Period;
}

/**
 * By ISO 10383 New York (`XNYS`), Nasdaq (`XNAS`), London (`XLON`); `SYNTH`, which keeps New York's hours; and coins,
 * traded around the clock by UTC: `BINANCE`, or `24-7` for any such market.
 */
export const exchangeCodes = ["XNYS", "XNAS", "XLON", "SYNTH", "BINANCE", "24-7"] as const;
export type ExchangeCode = (typeof exchangeCodes)[number];
