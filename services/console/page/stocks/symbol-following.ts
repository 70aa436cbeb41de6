import { computed, signal } from "@preact/signals";
import { Poll } from "../shell/poll.ts";
import { send } from "../shell/send.ts";
import type { FollowedSymbol } from "./symbol-list.ts";

const SYMBOLS = "/api/stock-ticks/symbols";

/** The symbols that stock-ticks follows, and having it follow one more, its history first, or one no more. */
export class SymbolFollowing {
  /** The symbol that is being asked for. */
  readonly asking = signal<string | undefined>(undefined);
  /** Why the last one is not followed, or is still, in words. */
  readonly problem = signal<string | undefined>(undefined);
  readonly #answer = new Poll<{ readonly symbols: readonly FollowedSymbol[] }>(() => SYMBOLS, {
    everyMs: 3_000,
    staleAfterMs: 30_000,
    timeoutMs: 8_000,
  });
  readonly #permission = new Poll<{ readonly allowed: boolean; readonly reason: string | null }>(
    () => "/actions",
    { everyMs: 30_000, staleAfterMs: 90_000, timeoutMs: 5_000 },
  );

  /** Undefined while nobody can tell: what was heard before its service went is not known to hold. */
  readonly followed = computed(() =>
    this.#answer.failure.value === undefined ? this.#answer.value.value?.symbols : undefined,
  );

  /** Why none can be added or let go now; undefined when one can. */
  readonly hindrance = computed(() => {
    const permission = this.#permission.value.value;
    if (permission === undefined) return "asking whether symbols may be added here";
    return permission.allowed ? undefined : (permission.reason ?? "not allowed");
  });

  open(): void {
    this.#permission.open();
    this.#answer.open();
  }

  close(): void {
    this.#permission.close();
    this.#answer.close();
  }

  of(symbol: string | undefined): FollowedSymbol | undefined {
    return this.followed.value?.find((one) => one.symbol === symbol);
  }

  /** Why a symbol is not followed though it should be, in words: what no status tells before its provider is found. */
  troubleOf(symbol: string | undefined): string | undefined {
    const followed = this.of(symbol);
    return followed?.state === "unknown" ? (followed.reason ?? undefined) : undefined;
  }

  /** @returns the symbol as its bars are keyed by; undefined where it is not followed */
  async follow(symbol: string): Promise<string | undefined> {
    const told = await this.#change(symbol, "Not followed", () =>
      send("POST", SYMBOLS, { symbol }, "stock-ticks"),
    );
    if (told === undefined) return undefined;
    const added = told as FollowedSymbol;
    this.#hold([...this.#others(added.symbol), added]);
    return added.symbol;
  }

  /** Its bars stay, and it may be followed again. */
  async unfollow(symbol: string): Promise<void> {
    const path = `${SYMBOLS}/${encodeURIComponent(symbol)}`;
    const told = await this.#change(
      symbol,
      "Still followed",
      async () => (await send("DELETE", path, undefined, "stock-ticks")) ?? {},
    );
    if (told !== undefined) this.#hold(this.#others(symbol));
  }

  /** One at a time. @returns what was told of it; undefined where it was not done, the problem says why */
  async #change(symbol: string, outcome: string, ask: () => Promise<unknown>): Promise<unknown> {
    if (this.asking.peek() !== undefined || this.hindrance.peek() !== undefined) return undefined;
    this.asking.value = symbol;
    this.problem.value = undefined;
    try {
      return await ask();
    } catch (error) {
      this.problem.value = `${outcome}: ${(error as Error).message}`;
      return undefined;
    } finally {
      this.asking.value = undefined;
    }
  }

  #others(symbol: string): readonly FollowedSymbol[] {
    return (this.#answer.value.peek()?.symbols ?? []).filter((one) => one.symbol !== symbol);
  }

  /** What was just done is shown before the next answer, which an older one on its way must not undo. */
  #hold(symbols: readonly FollowedSymbol[]): void {
    this.#answer.again();
    this.#answer.value.value = { symbols };
  }
}
