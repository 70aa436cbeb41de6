import type { MarketStatus } from "@tributary/contracts";
import type { Exchange } from "@tributary/exchange-hours";
import type { Clock } from "./network/clock.ts";
import type { StatusEvent, SymbolDescription } from "./provider.ts";

export interface SymbolStatusOptions {
  readonly description: SymbolDescription;
  /** The provider's name. */
  readonly source: string;
  readonly exchange: Exchange;
  /** How long no tick may come while the exchange is open. */
  readonly staleAfterMs: number;
  readonly clock: Pick<Clock, "now" | "elapsed">;
}

type State = StatusEvent["state"];
type Found = Pick<StatusEvent, "state" | "nextOpenAt" | "delaySeconds" | "reason"> & {
  readonly sinceAt?: number;
};

/** A status that differs in nothing but its newest tick is told anew so seldom. */
const tickToldMs = 5_000;

/**
 * How it stands with a symbol: what its provider tells, and where that says nothing against it, what hours and silence
 * tell. Silence is measured by the monotonic clock: a wall clock that is set makes no symbol stale.
 */
export class SymbolStatus {
  readonly #options: SymbolStatusOptions;
  #byProvider: StatusEvent | undefined;
  #told: MarketStatus | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  #lastTickAt: number | null = null;
  /** When silence began, by the monotonic clock. */
  #quietSince: number;

  constructor(options: SymbolStatusOptions) {
    this.#options = options;
    this.#quietSince = options.clock.elapsed();
  }

  /** What was published last. */
  get told(): MarketStatus | undefined {
    return this.#told;
  }

  /** Forgets what the provider has told: it is followed from now on, maybe again. */
  begin(): void {
    this.#byProvider = undefined;
    this.#quietSince = this.#options.clock.elapsed();
  }

  /** Takes what the provider tells. */
  tell(event: StatusEvent): void {
    this.#byProvider = event;
    this.#tickAt(event.lastTickAt);
  }

  /** Takes the newest `observedAt` of bars. @param isLive whether they are ticks of now, which end a silence */
  tick(observedAt: number, isLive: boolean): void {
    this.#tickAt(observedAt);
    if (!isLive) return;
    this.#quietSince = this.#options.clock.elapsed();
    // Whatever was the matter: there they are again.
    if (this.#byProvider?.state === "stale") this.#byProvider = undefined;
  }

  /** What is to be published now; undefined where all of it is told. */
  look(): MarketStatus | undefined {
    const found = this.#found();
    if (found === undefined) return undefined;
    const { clock, description, source } = this.#options;
    const told = this.#told;
    const isFirstTick = told?.lastTickAt === null && this.#lastTickAt !== null;
    const isSame = told !== undefined && !isFirstTick && isSameAs(told, found);
    if (isSame && (told.lastTickAt === this.#lastTickAt || clock.elapsed() - this.#toldAt < tickToldMs))
      return undefined;
    const { state, nextOpenAt, delaySeconds, reason } = found;
    const observedAt = clock.now();
    const sinceAt = told?.state === state ? told.sinceAt : (found.sinceAt ?? observedAt);
    this.#toldAt = clock.elapsed();
    this.#told = {
      symbol: description.symbol,
      exchange: description.exchange,
      state,
      sinceAt,
      lastTickAt: this.#lastTickAt,
      nextOpenAt,
      delaySeconds,
      reason,
      source,
      observedAt,
    };
    return this.#told;
  }

  /** Undefined while only the provider can tell and has not yet. */
  #found(): Found | undefined {
    const { clock, description, exchange, staleAfterMs } = this.#options;
    const byProvider = this.#byProvider;
    if (description.statusBy === "provider") return byProvider;
    if (byProvider !== undefined && overrules[byProvider.state]) return byProvider;
    const now = clock.now();
    if (!exchange.isOpen(now)) {
      // The first minutes of a session are no silence.
      this.#quietSince = clock.elapsed();
      return { ...unremarkable, state: "closed", nextOpenAt: exchange.nextOpen(now) ?? null };
    }
    const quietMs = clock.elapsed() - this.#quietSince;
    if (quietMs > staleAfterMs) {
      const reason = `no tick for more than ${Math.round(staleAfterMs / 1000)} s`;
      return { ...unremarkable, state: "stale", reason, sinceAt: Math.round(now - quietMs + staleAfterMs) };
    }
    return byProvider ?? { ...unremarkable, state: "open" };
  }

  #tickAt(at: number | null): void {
    if (at !== null) this.#lastTickAt = Math.max(at, this.#lastTickAt ?? 0);
  }
}

/** Whether a provider's word holds whatever the hours say and however long no tick comes. */
const overrules: Readonly<Record<State, boolean>> = {
  closed: true,
  halted: true,
  stale: true,
  open: false,
  delayed: false,
};

const unremarkable = { nextOpenAt: null, delaySeconds: null, reason: null } as const;

function isSameAs(told: MarketStatus, found: Found): boolean {
  return (
    told.state === found.state &&
    told.reason === found.reason &&
    told.delaySeconds === found.delaySeconds &&
    told.nextOpenAt === found.nextOpenAt
  );
}
