import { type MarketBar, type MarketStatus, marketBar, marketStatus } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import { emit, type Json, mark } from "@tributary/runtime";
import type { FeedTools } from "./feed-tools.ts";
import { BarMemory } from "./memory/bar-memory.ts";
import type { BarsEvent, Provider, StatusEvent, SymbolDescription } from "./provider.ts";
import { SymbolStatus } from "./symbol-status.ts";

/** After a throw of a provider, which waits for weather itself: whatever it is, it is not over in a second. */
const againAfterMs = 60_000;
const longestReason = 256;

/** Follows one symbol: from what its provider yields to what is published, marks and all. */
export class SymbolFeed {
  readonly description: SymbolDescription;
  readonly provider: Provider;
  readonly #tools: FeedTools;
  readonly #memory: BarMemory;
  readonly #status: SymbolStatus;

  /** @param marks what earlier lives marked, of all symbols */
  constructor(
    description: SymbolDescription,
    provider: Provider,
    marks: ReadonlyMap<string, Json>,
    tools: FeedTools,
  ) {
    this.description = description;
    this.provider = provider;
    this.#tools = tools;
    const source = provider.name;
    this.#memory = new BarMemory({ description, source, marks });
    this.#status = new SymbolStatus({
      description,
      source,
      exchange: exchange(description.exchange),
      staleAfterMs: tools.staleAfterMs,
      clock: tools.clock,
    });
    const { observedAt } = this.#memory;
    if (observedAt !== undefined) this.#status.tick(observedAt, false);
  }

  /** As told last. */
  get status(): MarketStatus | undefined {
    return this.#status.told;
  }

  /** Follows until the signal aborts or a recording is at its end; what a provider throws is told, and tried anew. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#tools;
    const { symbol } = this.description;
    this.#status.begin();
    let hasGivenUp = false;
    while (!signal.aborted) {
      try {
        const { since, oldest } = this.#memory;
        for await (const event of this.provider.follow(symbol, { since, oldest, signal })) {
          if (signal.aborted) return;
          if (hasGivenUp) this.#status.begin();
          hasGivenUp = false;
          if (event.kind === "status") this.#status.tell(event);
          else await this.#publish(event, signal);
          await this.look();
        }
        return;
      } catch (error) {
        if (signal.aborted) return;
        const detail = error instanceof Error ? error.message : String(error);
        log.error({ symbol, provider: this.provider.name, detail }, "a provider gave up; again in a minute");
        hasGivenUp = true;
        this.#status.tell(this.#word("stale", detail));
        await this.look();
      }
      await clock.pause(againAfterMs, signal);
    }
  }

  /** Tells the status if there is something new about it. To be called every second. */
  async look(): Promise<void> {
    const status = this.#status.look();
    if (status !== undefined) await this.#tools.put(emit(marketStatus, status));
  }

  /** Tells, once `run` is over, that the symbol is followed no more. What was sent of it stays. */
  async close(): Promise<void> {
    this.#status.tell(this.#word("closed", "no longer followed"));
    await this.look();
  }

  async #publish({ bars, isHistory }: BarsEvent, signal: AbortSignal): Promise<void> {
    const accepted = this.#memory.accept(bars);
    const { put, metrics } = this.#tools;
    metrics.leftOut(bars.length - accepted.length);
    let newest = Number.NEGATIVE_INFINITY;
    for (const bar of accepted) {
      if (!(await this.#mayUse(bar.revision, signal))) return;
      metrics.sent(isHistory ? "history" : "live");
      await put(emit<MarketBar>(marketBar, bar));
      newest = Math.max(newest, bar.observedAt);
    }
    // A poll that finds what it found before is a sign of life of the source, and no tick.
    if (accepted.length > 0) this.#status.tick(newest, !isHistory);
    if (!accepted.some(({ final }) => final)) return;
    for (const [key, value] of this.#memory.takeMarks()) await put(mark(key, value));
  }

  /** Resolves when no later life can give out this revision again; to false where the signal aborts before. */
  async #mayUse(revision: number, signal: AbortSignal): Promise<boolean> {
    const { key, reserve } = this.#memory;
    const wanted = reserve.wanted(revision);
    if (wanted !== undefined) await this.#tools.put(mark(key, wanted, () => reserve.written(wanted)));
    while (!reserve.covers(revision)) {
      if (signal.aborted) return false;
      await Promise.race([reserve.change(), aborted(signal)]);
    }
    return true;
  }

  #word(state: StatusEvent["state"], reason: string): StatusEvent {
    const observedAt = this.#tools.clock.now();
    return {
      kind: "status",
      state,
      sinceAt: observedAt,
      lastTickAt: null,
      nextOpenAt: null,
      delaySeconds: null,
      reason: reason.slice(0, longestReason),
      observedAt,
    };
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
