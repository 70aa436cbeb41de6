import { liveStream, Refused } from "./live-stream.ts";
import type { StreamEvent } from "./sse-parser.ts";

/** How the connection stands. `failed` is tried again too, but waiting alone will not mend it. */
export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

export interface StreamListener {
  /** Takes an event that has data; answers `reconnect` when the server asks to come back. A throw ends the connection. */
  readonly event: (event: StreamEvent) => "reconnect" | undefined;
  readonly link: (link: Link) => void;
}

/** What a stream needs of the world; tests hand in their own. */
export interface StreamPorts {
  readonly read: typeof liveStream;
  readonly random: () => number;
}

const LONGEST_WAIT_MS = 5_000;

class BadEvent extends Error {}

/**
 * Keeps one event stream open, and comes back by itself: after a lost connection with the last id heard, so that only
 * what changed is sent; for another address without it. Waits double from the server's `retry` (at first 1 s) up to
 * 5 s, half of each by chance.
 */
export class SteadyStream {
  readonly #listener: StreamListener;
  readonly #ports: StreamPorts;
  #address: string | undefined;
  #lastId: string | undefined;
  #stop: AbortController | undefined;
  #wake: (() => void) | undefined;

  constructor(listener: StreamListener, ports: StreamPorts = { read: liveStream, random: Math.random }) {
    this.#listener = listener;
    this.#ports = ports;
  }

  open(address: string): void {
    const changed = this.#address !== address;
    if (!changed && this.#stop !== undefined) return;
    if (changed) this.#lastId = undefined;
    this.#address = address;
    this.#stop?.abort();
    this.#stop = new AbortController();
    void this.#run(address, this.#stop.signal);
  }

  /** Ends the stream; a later `open` of the same address asks for what changed since. */
  close(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** Tries again at once when waiting. */
  retryNow(): void {
    this.#wake?.();
  }

  async #run(address: string, signal: AbortSignal): Promise<void> {
    let wait = 1_000;
    let failures = 0;
    this.#listener.link({ kind: "connecting" });
    while (!signal.aborted) {
      let lost: Link = { kind: "waiting", reason: "the connection ended" };
      try {
        for await (const event of this.#ports.read(address, this.#lastId, signal)) {
          if (signal.aborted) return;
          if (event.retry !== undefined) this.#listener.link({ kind: "open" });
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
      this.#listener.link(lost);
      await this.#pause(Math.min(LONGEST_WAIT_MS, wait * 2 ** Math.min(failures, 4)), signal);
      failures++;
    }
  }

  #hear(event: StreamEvent): "reconnect" | undefined {
    if (event.id !== undefined) this.#lastId = event.id || undefined;
    if (event.data === "") return undefined;
    try {
      return this.#listener.event(event);
    } catch (cause) {
      throw new BadEvent(`the feed sent what this page cannot read: ${String(cause)}`, { cause });
    }
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
  if (error instanceof BadEvent) return { kind: "failed", reason: error.message };
  const silent = error instanceof DOMException && error.name === "TimeoutError";
  return { kind: "waiting", reason: silent ? error.message : "the connection was lost" };
}
