import type { Kline } from "./kline.ts";
import { isNewTo } from "./splice.ts";

export type InboxEvent =
  | { readonly kind: "kline"; readonly kline: Kline }
  /** The stream runs, again or for the first time. */
  | { readonly kind: "joined" }
  /** The stream broke; `reason` is a clause for a person. */
  | { readonly kind: "lost"; readonly reason: string };

/**
 * What the stream has for one follower and it has not taken yet: while it fetches history, say. Of one bar only the
 * newest state is kept, so that it holds no more than one event a bar however long nobody looks.
 */
export class KlineInbox {
  #events: InboxEvent[] = [];
  #wake: () => void = () => {};

  put(event: InboxEvent): void {
    const last = this.#events.at(-1);
    if (last?.kind === "kline" && event.kind === "kline") {
      // Frames may come out of order: a newer state of a bar is not given up for one before it.
      if (last.kline.openTime === event.kline.openTime && !isNewTo(last.kline, event.kline)) return;
      if (last.kline.openTime === event.kline.openTime) this.#events.pop();
    } else if (last?.kind === event.kind) this.#events.pop();
    this.#events.push(event);
    this.#wake();
  }

  /** The next event; undefined after so many milliseconds without one, or when the signal aborts. */
  async next(waitMs: number, signal: AbortSignal): Promise<InboxEvent | undefined> {
    if (this.#events.length === 0 && !signal.aborted) await this.#arrival(waitMs, signal);
    return signal.aborted ? undefined : this.#events.shift();
  }

  #arrival(waitMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(end, waitMs);
      signal.addEventListener("abort", end);
      this.#wake = end;
    });
  }
}
