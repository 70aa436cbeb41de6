import { setImmediate } from "node:timers/promises";
import type { Clock } from "../network/clock.ts";
import type { ProviderBar, ProviderEvent, StatusEvent } from "../provider.ts";
import { minuteMs, type SyntheticMarket, type TradedBar } from "./synthetic-market.ts";

export interface FeedOptions {
  readonly market: SyntheticMarket;
  /** How far back history begins where nothing was sent before, in minutes. */
  readonly historyMinutes: number;
  readonly clock: Pick<Clock, "now" | "pause">;
  readonly signal: AbortSignal;
}

/** Four looks a second: about as often as there is a trade. */
const lookMs = 250;
/** Bars computed in one go, 40 µs each: what else the process has to do waits so long. */
const pageBars = 500;
/** No trade is reported later than this after its minute. */
const latestMinutes = 4;

/** Tells what the market of one symbol does from one look to the next. */
export class SyntheticFeed {
  readonly #options: FeedOptions;
  /** The minute that is forming, by the last look. */
  #minute: number;
  /** Up to when trades are told. */
  #toldTo: number;
  #state: StatusEvent["state"] | undefined;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#toldTo = options.clock.now();
    this.#minute = minuteOf(this.#toldTo);
  }

  /**
   * All that was traded up to now, then what is. History is told from where the first life began it, at every start: which of
   * it is known, `BarMemory` knows.
   * @param oldest openTime of the oldest bar that was ever sent
   */
  async *events(oldest: number | undefined): AsyncGenerator<ProviderEvent> {
    const { historyMinutes, clock, signal } = this.#options;
    const first = this.#minute - historyMinutes;
    const from = oldest === undefined ? first : Math.min(first, minuteOf(oldest));
    yield* this.#status(this.#toldTo);
    yield* this.#past(from, this.#minute, this.#toldTo);
    while (!signal.aborted) {
      const now = clock.now();
      // Of a clock that was set back nothing new is to be learned until it is there again.
      if (now > this.#toldTo) yield* this.#look(now, from);
      await clock.pause(lookMs, signal);
    }
  }

  async *#look(now: number, from: number): AsyncGenerator<ProviderEvent> {
    const { market } = this.#options;
    const [before, minute] = [this.#minute, minuteOf(now)];
    yield* this.#status(now);
    if (minute > before) {
      const isSplit = market.sharesAt(minute) !== market.sharesAt(before);
      yield* isSplit ? this.#past(from, minute, now) : this.#past(before, minute, now);
    }
    for (let ended = minute - latestMinutes; ended < minute; ended++) {
      const late = market.lateAt(ended) ?? 0;
      if (late > this.#toldTo && late <= now) yield* this.#tick(ended, now, true);
    }
    yield* this.#tick(minute, now, false);
    this.#minute = minute;
    this.#toldTo = now;
  }

  /** The bar of a minute where it has a trade since the last look. */
  *#tick(minute: number, now: number, final: boolean): Generator<ProviderEvent> {
    const traded = this.#options.market.barAt(minute, now, minuteOf(now));
    if (traded === undefined || traded.reportedAt <= this.#toldTo) return;
    yield { kind: "bars", bars: [barOf(traded, final)], isHistory: false };
  }

  /** The closed bars of the minutes from one to another, the latter not included, in the shares of that one. */
  async *#past(from: number, to: number, now: number): AsyncGenerator<ProviderEvent> {
    const { market, signal } = this.#options;
    const isHistory = to - from > 1;
    for (let page = from; page < to && !signal.aborted; page += pageBars) {
      const bars: ProviderBar[] = [];
      for (let minute = page; minute < Math.min(page + pageBars, to); minute++) {
        const traded = market.barAt(minute, now, to);
        if (traded !== undefined) bars.push(barOf(traded, true));
      }
      if (bars.length > 0) yield { kind: "bars", bars, isHistory };
      await setImmediate();
    }
  }

  *#status(now: number): Generator<StatusEvent> {
    const { market } = this.#options;
    const minute = minuteOf(now);
    const halt = market.haltAt(minute);
    const isOpen = market.isOpen(minute);
    const state = isOpen ? (halt === undefined ? "open" : "halted") : "closed";
    if (state === this.#state) return;
    this.#state = state;
    const isHalted = state === "halted" && halt !== undefined;
    const nextOpenAt = isHalted ? halt.to * minuteMs : isOpen ? null : (market.nextOpen(now) ?? null);
    yield {
      kind: "status",
      state,
      sinceAt: isHalted ? halt.from * minuteMs : now,
      lastTickAt: null,
      nextOpenAt,
      delaySeconds: null,
      reason: isHalted ? "trade is suspended" : null,
      observedAt: now,
    };
  }
}

function barOf({ reportedAt, ...bar }: TradedBar, final: boolean): ProviderBar {
  return { ...bar, final, observedAt: reportedAt };
}

function minuteOf(ms: number): number {
  return Math.floor(ms / minuteMs);
}
