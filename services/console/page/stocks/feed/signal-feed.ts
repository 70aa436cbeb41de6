import type { MarketSignal } from "@tributary/contracts";
import { DrawnFeed } from "../../stream/drawn-feed.ts";
import { type Rows, recordsOf } from "./rows.ts";

const needed = ["symbol", "interval", "openTime", "kind", "close", "level", "reading", "late", "observedAt"];

/** The signals of one symbol, of all its intervals. */
export class SignalFeed extends DrawnFeed {
  readonly #signals = new Map<string, MarketSignal>();

  follow(symbol: string): void {
    this.open(`/api/technical-indicators/signals/stream?${new URLSearchParams({ symbol })}`);
  }

  /** Newest bar first, those of an interval. */
  of(interval: string): readonly MarketSignal[] {
    return [...this.#signals.values()]
      .filter((signal) => signal.interval === interval)
      .sort((a, b) => b.openTime - a.openTime || (a.kind < b.kind ? -1 : 1));
  }

  protected override clear(): void {
    this.#signals.clear();
  }

  protected override take(event: string, data: string): number | undefined {
    if (event === "remove") {
      const { keys } = JSON.parse(data) as { readonly keys: readonly string[] };
      return keys.filter((key) => this.#signals.delete(key)).length;
    }
    if (event !== "reset" && event !== "delta") return undefined;
    if (event === "reset") this.#signals.clear();
    const signals = recordsOf<MarketSignal>(JSON.parse(data) as Rows, needed, "signals");
    for (const signal of signals)
      this.#signals.set(`${signal.symbol}|${signal.interval}|${signal.openTime}|${signal.kind}`, signal);
    return signals.length;
  }

  protected override settle(): void {}
}
