import type { MarketStatus } from "@tributary/contracts";
import { DrawnFeed } from "../../stream/drawn-feed.ts";
import type { ServerClock } from "../../stream/server-clock.ts";
import type { StreamPorts } from "../../stream/steady-stream.ts";
import { type Rows, recordsOf } from "./rows.ts";

/** What a status has that the page shows or counts with. */
const needed = [
  "symbol",
  "state",
  "sinceAt",
  "lastTickAt",
  "nextOpenAt",
  "delaySeconds",
  "reason",
  "observedAt",
];

/** How it stands with every symbol. */
export class StatusFeed extends DrawnFeed {
  readonly #statuses = new Map<string, MarketStatus>();
  readonly #clock: ServerClock;

  constructor(clock: ServerClock, ports?: StreamPorts) {
    super(ports);
    this.#clock = clock;
  }

  of(symbol: string): MarketStatus | undefined {
    return this.#statuses.get(symbol);
  }

  protected override clear(): void {
    this.#statuses.clear();
  }

  protected override take(event: string, data: string): number | undefined {
    if (event === "remove") {
      const { keys } = JSON.parse(data) as { readonly keys: readonly string[] };
      return keys.filter((key) => this.#statuses.delete(key)).length;
    }
    if (event !== "reset" && event !== "delta") return undefined;
    const frame = JSON.parse(data) as Rows;
    this.#clock.hear(frame.clock);
    if (event === "reset") this.#statuses.clear();
    const statuses = recordsOf<MarketStatus>(frame, needed, "statuses");
    for (const status of statuses) this.#statuses.set(status.symbol, status);
    return statuses.length;
  }

  protected override settle(): void {}
}
