import { NetworkFault } from "../network/network-fault.ts";
import type { ProviderBar } from "../provider.ts";

/** One state of one candlestick of Binance. */
export interface Kline {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In the base asset. */
  readonly volume: number;
  /** Trades within it so far: of two states of a kline, the one with more is the newer. */
  readonly tradeCount: number;
  readonly isClosed: boolean;
  readonly observedAt: number;
}

/**
 * The kline of a stream's event (binance-spot-api-docs, web-socket-streams.md, "Kline/Candlestick Streams").
 * @throws NetworkFault 'unexpected' on one that is not of that shape
 */
export function klineOfEvent(event: Readonly<Record<string, unknown>>): Kline {
  const k = (event.k ?? {}) as Readonly<Record<string, unknown>>;
  return {
    openTime: numberOf(k.t),
    open: numberOf(k.o),
    high: numberOf(k.h),
    low: numberOf(k.l),
    close: numberOf(k.c),
    volume: numberOf(k.v),
    tradeCount: numberOf(k.n),
    isClosed: k.x === true,
    observedAt: numberOf(event.E),
  };
}

/** What a row of GET /api/v3/klines tells of its end. */
export interface RowContext {
  /** Whether a later kline is known: then this one is closed. */
  readonly hasLater: boolean;
  /** The server's clock at its answer, if it told; what ended well before it is closed. */
  readonly serverTime: number | undefined;
  /** Wall clock at receipt. */
  readonly now: number;
}

const slackMs = 10_000;

/**
 * The kline of a row of GET /api/v3/klines (rest-api.md, "Kline/Candlestick data").
 * @throws NetworkFault 'unexpected' on one that is not of that shape
 */
export function klineOfRow(row: unknown, { hasLater, serverTime, now }: RowContext): Kline {
  if (!Array.isArray(row)) throw unexpected(row);
  const closeTime = numberOf(row[6]);
  const isClosed = hasLater || (serverTime !== undefined && serverTime > closeTime + slackMs);
  return {
    openTime: numberOf(row[0]),
    open: numberOf(row[1]),
    high: numberOf(row[2]),
    low: numberOf(row[3]),
    close: numberOf(row[4]),
    volume: numberOf(row[5]),
    tradeCount: numberOf(row[8]),
    isClosed,
    observedAt: isClosed ? closeTime : (serverTime ?? now),
  };
}

export function barOf({ tradeCount: _, isClosed, ...kline }: Kline): ProviderBar {
  return { ...kline, adjustedClose: null, final: isClosed };
}

/** Binance writes prices as text. */
function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw unexpected(value);
  return number;
}

function unexpected(value: unknown): NetworkFault {
  return new NetworkFault(
    "unexpected",
    `Binance sends a kline that is none (${String(JSON.stringify(value)).slice(0, 60)})`,
  );
}
