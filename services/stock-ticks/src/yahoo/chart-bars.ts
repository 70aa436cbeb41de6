import type { Exchange } from "@tributary/exchange-hours";
import type { ProviderBar } from "../provider.ts";
import type { YahooChart } from "./yahoo-chart.ts";

/** Yahoo's last trade may be well before the closing; by then the closing's own are in. */
const graceMs = 3_600_000;

/**
 * The bars of a chart, oldest first, one an open time: while a market is open Yahoo's newest row stands for now and may
 * come beside one of the same bar, so the later one holds. The newest is closed once its period is over, or the session
 * it is of: when a trade at its closing has come, or an hour after it.
 * @param now wall clock, epoch milliseconds
 */
export function chartBars(
  { rows, tradedAt, sessionEnd }: YahooChart,
  interval: "1m" | "1d",
  exchange: Exchange,
  now: number,
): ProviderBar[] {
  const bars = new Map<number, ProviderBar>();
  const isSessionOver = tradedAt >= sessionEnd || now >= sessionEnd + graceMs;
  for (const { at, ...row } of rows) {
    const { opensAt, endsAt, closesAt } = exchange.periodOf(interval, at);
    const isOver = tradedAt >= endsAt || now >= endsAt + graceMs;
    const final = isOver || (isSessionOver && opensAt < sessionEnd && exchange.sessionOf(at) !== undefined);
    bars.set(opensAt, { openTime: opensAt, ...row, final, observedAt: Math.min(tradedAt, closesAt) });
  }
  return [...bars.values()].sort((a, b) => a.openTime - b.openTime);
}
