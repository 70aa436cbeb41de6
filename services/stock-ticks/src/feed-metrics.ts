import type { DomainMetrics } from "@tributary/runtime";

/** What is counted of all symbols together. */
export interface FeedMetrics {
  /** A state of a bar that goes out. */
  sent(of: "history" | "live"): void;
  leftOut(bars: number): void;
  /** Symbols by their state; those of which nothing is known yet under `unknown`. */
  symbols(states: readonly string[]): void;
}

export function feedMetrics(metrics: DomainMetrics): FeedMetrics {
  const revisions = metrics.counter(
    "market_bar_revisions_total",
    "States of bars that were published, by whether they were read from the past or came as ticks. Live flat while an exchange is open: see market_followed_symbols.",
    ["of"],
  );
  const leftOut = metrics.counter(
    "market_bars_left_out_total",
    "States of bars that were sent before, or of a closed bar that was to be opened again. Usual after a restart, and of polls.",
  );
  const followed = metrics.gauge(
    "market_followed_symbols",
    "Symbols by state. Stale or unknown not 0: the provider does not answer; see the log and market.status.v1.",
    ["state"],
  );
  return {
    sent: (of) => revisions.inc({ of }),
    leftOut: (bars) => leftOut.inc(bars),
    symbols(states) {
      followed.reset();
      for (const [state, of] of Map.groupBy(states, (state) => state)) followed.set({ state }, of.length);
    },
  };
}
