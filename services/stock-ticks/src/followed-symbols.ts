import { type Emit, type Json, type Mark, mark } from "@tributary/runtime";
import type { FeedTools } from "./feed-tools.ts";
import { Outbox } from "./outbox.ts";
import type { Provider } from "./provider.ts";
import { SymbolFeed } from "./symbol-feed.ts";

/** Key of the mark that tells which symbols were added and removed at run time. */
const listKey = "symbols";
const lookMs = 1_000;
const describeAgainMs = 10_000;

export interface FollowedSymbolsOptions {
  /** Asked in this order which symbol is theirs. */
  readonly providers: readonly Provider[];
  readonly configured: readonly string[];
  readonly tools: Omit<FeedTools, "put">;
  /** Ends it all. */
  readonly signal: AbortSignal;
}

/** How a symbol of the list fares. */
export interface FollowedSymbol {
  readonly symbol: string;
  /** Undefined until a provider has told what the symbol is. */
  readonly feed: SymbolFeed | undefined;
  /** Why there is no feed. */
  readonly problem: string | undefined;
}

type ListMark = { readonly added: readonly string[]; readonly removed: readonly string[] };
type Entry = { -readonly [Name in keyof FollowedSymbol]: FollowedSymbol[Name] } & {
  readonly stop: AbortController;
  over: Promise<void>;
};

/** All symbols that are followed, those of the configuration and those added at run time, as one source. */
export class FollowedSymbols {
  readonly #options: FollowedSymbolsOptions;
  readonly #outbox: Outbox<Emit | Mark>;
  readonly #tools: FeedTools;
  readonly #entries = new Map<string, Entry>();
  /** Of all symbols ever followed in this life: one that is added again goes on from what was sent. */
  readonly #feeds = new Map<string, SymbolFeed>();
  #marks: ReadonlyMap<string, Json> = new Map();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: FollowedSymbolsOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.signal);
    this.#tools = { ...options.tools, put: (item) => this.#outbox.put(item) };
  }

  get list(): readonly FollowedSymbol[] {
    return [...this.#entries.values()];
  }

  /** Follows them all until the signal aborts. @param marks what earlier lives marked; of another list, too */
  async *items(marks: ReadonlyMap<string, Json>): AsyncGenerator<Emit | Mark> {
    this.#marks = marks;
    const { added = [], removed = [] } = (marks.get(listKey) ?? {}) as Partial<ListMark>;
    const configured = this.#options.configured.filter((symbol) => !removed.includes(symbol));
    for (const symbol of new Set([...configured, ...added])) this.#begin(symbol);
    void this.#look();
    yield* this.#outbox.taken();
  }

  /**
   * Follows a symbol from now on, history first, and after a restart, too. Resolves to undefined where no provider knows
   * it; rejects where that cannot be found out now.
   */
  async add(
    symbol: string,
  ): Promise<{ readonly followed: FollowedSymbol; readonly isNew: boolean } | undefined> {
    const feed = await this.#feedOf(symbol, this.#options.signal);
    if (feed === undefined) return undefined;
    const own = feed.description.symbol;
    return this.#inTurn(async () => {
      const isNew = !this.#entries.has(own);
      if (isNew) {
        this.#begin(own);
        await this.#markList();
      }
      return { followed: { symbol: own, feed, problem: undefined }, isNew };
    });
  }

  /** Follows a symbol no more, after a restart neither. Resolves to whether it was followed. */
  remove(symbol: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const entry = this.#entries.get(symbol);
      if (entry === undefined) return false;
      this.#entries.delete(symbol);
      await this.#markList();
      entry.stop.abort();
      await entry.over;
      await entry.feed?.close();
      return true;
    });
  }

  /** One change of the list after another: a symbol's feed must have ended before it is begun again. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(change);
    this.#turn = done.catch(() => {});
    return done;
  }

  #begin(symbol: string): void {
    const stop = new AbortController();
    const entry: Entry = { symbol, feed: undefined, problem: undefined, stop, over: Promise.resolve() };
    this.#entries.set(symbol, entry);
    entry.over = this.#run(entry, AbortSignal.any([stop.signal, this.#options.signal]));
  }

  async #run(entry: Entry, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#tools;
    while (entry.feed === undefined && !signal.aborted) {
      try {
        entry.feed = await this.#feedOf(entry.symbol, signal);
        if (entry.feed === undefined) entry.problem = "no provider knows this symbol";
      } catch (error) {
        if (signal.aborted) return;
        entry.problem = error instanceof Error ? error.message : String(error);
      }
      if (entry.feed !== undefined || signal.aborted) break;
      log.error({ symbol: entry.symbol, problem: entry.problem }, "a symbol cannot be followed yet");
      await clock.pause(describeAgainMs, signal);
    }
    entry.problem = undefined;
    if (entry.feed !== undefined && this.#isOwn(entry, entry.feed.description.symbol))
      await entry.feed.run(signal);
  }

  /** Puts an entry under the symbol as its provider spells it; false where that one is followed already. */
  #isOwn(entry: Entry, symbol: string): boolean {
    if (entry.symbol === symbol) return true;
    this.#entries.delete(entry.symbol);
    if (this.#entries.has(symbol)) return false;
    entry.symbol = symbol;
    this.#entries.set(symbol, entry);
    return true;
  }

  async #feedOf(symbol: string, signal: AbortSignal): Promise<SymbolFeed | undefined> {
    const known = this.#feeds.get(symbol);
    if (known !== undefined) return known;
    for (const provider of this.#options.providers) {
      const description = await provider.describe(symbol, signal);
      if (description === undefined) continue;
      const feed =
        this.#feeds.get(description.symbol) ??
        new SymbolFeed(description, provider, this.#marks, this.#tools);
      this.#feeds.set(description.symbol, feed);
      return feed;
    }
    return undefined;
  }

  async #markList(): Promise<void> {
    const { configured } = this.#options;
    const added = [...this.#entries.keys()].filter((symbol) => !configured.includes(symbol));
    const removed = configured.filter((symbol) => !this.#entries.has(symbol));
    await this.#tools.put(mark(listKey, { added, removed } satisfies ListMark));
  }

  /** Hours end and silences grow without an event that would tell. */
  async #look(): Promise<void> {
    const { clock, metrics } = this.#tools;
    const { signal } = this.#options;
    while (!signal.aborted) {
      for (const { feed } of this.#entries.values()) await feed?.look();
      metrics.symbols(this.list.map(({ feed }) => feed?.status?.state ?? "unknown"));
      await clock.pause(lookMs, signal);
    }
  }
}
