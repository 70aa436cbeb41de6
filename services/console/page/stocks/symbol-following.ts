import { computed, signal } from "@preact/signals";
import { Poll } from "../shell/poll.ts";
import { post } from "../shell/post.ts";

/** Has stock-ticks follow one more symbol, its history first. */
export class SymbolFollowing {
  /** The symbol that is being asked for. */
  readonly asking = signal<string | undefined>(undefined);
  /** Why the last one is not followed, in words. */
  readonly problem = signal<string | undefined>(undefined);
  /** Symbols that are followed since, of which there may be no bar yet. */
  readonly followed = signal<readonly string[]>([]);
  readonly #permission = new Poll<{ readonly allowed: boolean; readonly reason: string | null }>(
    () => "/actions",
    { everyMs: 30_000, staleAfterMs: 90_000, timeoutMs: 5_000 },
  );

  /** Why none can be added now; undefined when one can. */
  readonly hindrance = computed(() => {
    const permission = this.#permission.value.value;
    if (permission === undefined) return "asking whether symbols may be added here";
    return permission.allowed ? undefined : (permission.reason ?? "not allowed");
  });

  open(): void {
    this.#permission.open();
  }

  close(): void {
    this.#permission.close();
  }

  /** @returns the symbol as its bars are keyed by; undefined where it is not followed */
  async follow(symbol: string): Promise<string | undefined> {
    if (this.asking.peek() !== undefined || this.hindrance.peek() !== undefined) return undefined;
    this.asking.value = symbol;
    this.problem.value = undefined;
    try {
      const told = await post("/api/stock-ticks/symbols", { symbol }, "stock-ticks");
      const name = (told as { readonly symbol?: string } | undefined)?.symbol ?? symbol;
      this.followed.value = [...this.followed.peek(), name];
      return name;
    } catch (error) {
      this.problem.value = (error as Error).message;
      return undefined;
    } finally {
      this.asking.value = undefined;
    }
  }
}
