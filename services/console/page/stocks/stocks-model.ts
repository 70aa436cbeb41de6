import { computed, effect, signal } from "@preact/signals";
import type { BarInterval } from "@tributary/contracts";
import type { IndicatorSettings } from "@tributary/indicators";
import { note } from "../shell/address.ts";
import { Poll } from "../shell/poll.ts";
import { ServerClock } from "../stream/server-clock.ts";
import { ExchangeClock, zoneOf } from "./exchange-clock.ts";
import { BarFeed } from "./feed/bar-feed.ts";
import { SignalFeed } from "./feed/signal-feed.ts";
import { StatusFeed } from "./feed/status-feed.ts";
import { ParametersModel } from "./parameters/parameters-model.ts";
import { barAt, type ToldBar } from "./parameters/shown-bars.ts";
import { StocksChoice } from "./stocks-choice.ts";
import { stocksState } from "./stocks-state.ts";
import { digitsOf } from "./stocks-words.ts";
import { SymbolFollowing } from "./symbol-following.ts";
import { offeredSymbols, type SymbolsAnswer } from "./symbol-list.ts";
import { VerifyModel } from "./verify/verify-model.ts";

const API = "/api/technical-indicators";

/** All that the Stocks page knows: which symbols there are, the bars of one, how it stands with it, what is chosen. */
export class StocksModel {
  readonly clock = new ServerClock(() => performance.timeOrigin + performance.now());
  readonly feed = new BarFeed(this.clock);
  readonly statuses = new StatusFeed(this.clock);
  readonly signals = new SignalFeed();
  readonly symbols = new Poll<SymbolsAnswer>(() => `${API}/symbols`, {
    everyMs: 5_000,
    staleAfterMs: 30_000,
    timeoutMs: 8_000,
  });

  readonly following = new SymbolFollowing();
  /** The periods that the service computes with. */
  readonly settings = new Poll<IndicatorSettings>(() => `${API}/settings`, {
    everyMs: 30_000,
    staleAfterMs: 300_000,
    timeoutMs: 8_000,
  });
  readonly verification = new VerifyModel(this.feed, this.settings.value);
  readonly choice = new StocksChoice();
  readonly seen = this.choice.seen;

  /** Whatever shows bars reads it, and is drawn again at most three times a second. */
  readonly drawn = this.feed.drawn;
  /** Counts seconds: whatever shows ages reads it. */
  readonly beat = signal(0);
  readonly parameters = new ParametersModel({
    feed: this.feed,
    settings: this.settings.value,
    seen: this.seen,
    inSight: this.verification.inSight,
    beat: this.beat,
    note,
  });
  /** Opening time of the bar under the crosshair. */
  readonly pointed = signal<number | undefined>(undefined);

  readonly listed = computed(() =>
    offeredSymbols(this.symbols.value.value?.symbols ?? [], this.following.followed.value),
  );
  /** The symbol shown: the one asked for, else the first there is. */
  readonly symbol = computed(
    () =>
      this.seen.value.symbol ??
      // One that has no bars is not shown just because its service was the first to answer.
      (this.symbols.value.value === undefined ? undefined : this.listed.value[0]?.symbol),
  );
  readonly about = computed(() => this.listed.value.find(({ symbol }) => symbol === this.symbol.value));
  /** The interval shown: the one asked for, else that of the source. */
  readonly interval = computed<BarInterval | undefined>(
    () =>
      this.seen.value.interval ??
      ((this.about.value?.baseInterval as BarInterval | null | undefined) ||
        // Nobody knows yet what bars there will be.
        (this.symbols.value.value === undefined ? undefined : "1d")),
  );
  readonly times = computed(() => new ExchangeClock(zoneOf(this.about.value?.exchange)));
  readonly digits = computed(() => {
    void this.drawn.value;
    void this.feed.heard.value;
    return digitsOf(this.feed.list.last?.close);
  });

  readonly state = computed(() => {
    void this.beat.value;
    void this.drawn.value;
    const symbol = this.symbol.value;
    return stocksState({
      symbols: {
        kind: this.symbols.kind.value,
        failure: this.symbols.failure.value,
      },
      symbol,
      isKnown: this.about.value !== undefined,
      hasBars: (this.about.value?.intervals.length ?? 0) > 0,
      problem: this.following.troubleOf(symbol),
      link: this.feed.link.value,
      heard: this.feed.heard.value,
      bars: this.feed.list.all.length,
      status: this.status.value,
      untold: this.untold,
    });
  });
  readonly status = computed(() => {
    void this.statuses.drawn.value;
    const symbol = this.symbol.value;
    return symbol === undefined ? undefined : this.statuses.of(symbol);
  });
  readonly kind = computed(() => this.state.value.kind);
  /** What is shown is not of now. */
  readonly isOld = computed(() => this.kind.value === "reconnecting" || this.kind.value === "error");

  #isOpen = false;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #releases: readonly (() => void)[] = [];

  /** The bar whose values are told: the one under the crosshair, else the newest. */
  get told(): ToldBar | undefined {
    return barAt(this.parameters.shown.value.bars, this.pointed.value);
  }

  /** ms since the newest tick, by the server's clock; undefined before the first. */
  get age(): number | undefined {
    const at = Math.max(this.status.value?.lastTickAt ?? 0, this.feed.list.last?.observedAt ?? 0);
    return at === 0 ? undefined : this.clock.now() - at;
  }

  /** ms since the source told anything; undefined before it did. */
  get untold(): number | undefined {
    const at = Math.max(this.status.value?.observedAt ?? 0, this.feed.list.last?.observedAt ?? 0);
    return at === 0 ? undefined : this.clock.now() - at;
  }

  /** Starts, or comes back from a hidden tab: the present at once, nothing of what was missed is played. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#ticker = setInterval(() => this.beat.value++, 1_000);
    this.symbols.open();
    this.settings.open();
    this.following.open();
    this.statuses.open(`${API}/status/stream`);
    const following = effect(() => {
      const [symbol, interval] = [this.symbol.value, this.interval.value];
      if (symbol === undefined || interval === undefined) return;
      this.feed.follow(symbol, interval);
      this.signals.follow(symbol);
    });
    this.#releases = [following, this.parameters.open()];
  }

  /** Ends all work, as in a hidden tab. */
  close(): void {
    this.#isOpen = false;
    for (const release of this.#releases) release();
    clearInterval(this.#ticker);
    this.symbols.close();
    this.settings.close();
    this.following.close();
    this.statuses.close();
    this.signals.close();
    this.feed.close();
  }

  retryNow(): void {
    this.feed.retryNow();
    this.statuses.retryNow();
    this.signals.retryNow();
    this.symbols.again();
    this.settings.again();
  }

  /** Has a symbol followed, and shows it. @returns whether it is */
  async followSymbol(symbol: string): Promise<boolean> {
    const followed = await this.following.follow(symbol);
    if (followed === undefined) return false;
    this.symbols.again();
    this.chooseSymbol(followed);
    return true;
  }

  chooseSymbol(symbol: string): void {
    this.pointed.value = undefined;
    const base = this.listed.peek().find((one) => one.symbol === symbol);
    const interval = this.seen.peek().interval;
    // A day's bars have no minutes.
    const isThere = base?.intervals.some((one) => one.interval === interval) === true;
    note({ symbol, at: null, ...(!isThere && { interval: null }) });
  }

  chooseInterval(interval: BarInterval): void {
    this.pointed.value = undefined;
    note({ interval, at: null, symbol: this.symbol.peek() ?? null });
  }
}
