import { type Frame, readFrame } from "./frame.ts";
import { liveStream, Refused } from "./live-stream.ts";
import type { StreamEvent } from "./sse-parser.ts";
import { queryOf, type Subscription } from "./subscription.ts";

/** How the connection stands. `failed` is tried again too, but waiting alone will not mend it. */
export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

export interface FeedEvents {
  readonly frame: (frame: Frame) => void;
  readonly link: (link: Link) => void;
}

/** What the feed needs of the world; tests hand in their own. */
export interface FeedPorts {
  readonly read: typeof liveStream;
  readonly random: () => number;
}

const LONGEST_WAIT_MS = 5_000;

class BadFrame extends Error {}

/**
 * Keeps one stream open for the subscription asked for, and comes back by itself: after a lost connection with the
 * last id heard, so that only what changed is sent; for another subscription without it. Waits double from the
 * server's `retry` (at first 1 s) up to 5 s, half of each by chance.
 */
export class Feed {
  readonly #url: string;
  readonly #events: FeedEvents;
  readonly #ports: FeedPorts;
  #subscription: Subscription | undefined;
  #lastId: string | undefined;
  #stop: AbortController | undefined;
  #wake: (() => void) | undefined;

  constructor(url: string, events: FeedEvents, ports: FeedPorts = { read: liveStream, random: Math.random }) {
    this.#url = url;
    this.#events = events;
    this.#ports = ports;
  }

  get subscription(): Subscription | undefined {
    return this.#subscription;
  }

  subscribe(subscription: Subscription): void {
    const changed = this.#subscription === undefined || queryOf(subscription) !== queryOf(this.#subscription);
    if (!changed && this.#stop !== undefined) return;
    if (changed) this.#lastId = undefined;
    this.#subscription = subscription;
    this.#stop?.abort();
    this.#stop = new AbortController();
    void this.#run(queryOf(subscription), this.#stop.signal);
  }

  /** Ends the stream; a later `subscribe` to the same asks for what changed since. */
  close(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** Tries again at once when waiting. */
  retryNow(): void {
    this.#wake?.();
  }

  async #run(query: string, signal: AbortSignal): Promise<void> {
    let wait = 1_000;
    let failures = 0;
    this.#events.link({ kind: "connecting" });
    while (!signal.aborted) {
      let lost: Link = { kind: "waiting", reason: "the connection ended" };
      try {
        for await (const event of this.#ports.read(
          `${this.#url}${query && "?"}${query}`,
          this.#lastId,
          signal,
        )) {
          if (signal.aborted) return;
          if (event.retry !== undefined) this.#events.link({ kind: "open" });
          failures = 0;
          wait = event.retry ?? wait;
          if (this.#hear(event) !== "reconnect") continue;
          lost = { kind: "waiting", reason: "the server is restarting" };
          break;
        }
      } catch (error) {
        lost = linkOf(error);
      }
      if (signal.aborted) return;
      this.#events.link(lost);
      await this.#pause(Math.min(LONGEST_WAIT_MS, wait * 2 ** Math.min(failures, 4)), signal);
      failures++;
    }
  }

  #hear(event: StreamEvent): Frame["kind"] | undefined {
    if (event.id !== undefined) this.#lastId = event.id || undefined;
    if (event.data === "") return undefined;
    let frame: Frame | undefined;
    try {
      frame = readFrame(event.event, event.data);
    } catch (cause) {
      throw new BadFrame(`the feed sent what this page cannot read: ${String(cause)}`, { cause });
    }
    if (frame !== undefined) this.#events.frame(frame);
    return frame?.kind;
  }

  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds * (0.5 + this.#ports.random() / 2));
      signal.addEventListener("abort", done);
      this.#wake = done;
    });
  }
}

/** What the server does not understand now it will not understand later; all else is weather. */
function linkOf(error: unknown): Link {
  if (error instanceof Refused)
    return { kind: error.status < 500 ? "failed" : "waiting", reason: error.message };
  if (error instanceof BadFrame) return { kind: "failed", reason: error.message };
  const silent = error instanceof DOMException && error.name === "TimeoutError";
  return { kind: "waiting", reason: silent ? error.message : "the connection was lost" };
}
