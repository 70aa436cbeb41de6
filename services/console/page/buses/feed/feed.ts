import { type Link, SteadyStream, type StreamPorts } from "../../stream/steady-stream.ts";
import { type Frame, readFrame } from "./frame.ts";
import { queryOf, type Subscription } from "./subscription.ts";

export interface FeedEvents {
  readonly frame: (frame: Frame) => void;
  readonly link: (link: Link) => void;
}

/** Hears of the vehicles that are subscribed to, over one stream that comes back by itself. */
export class Feed {
  readonly #url: string;
  readonly #stream: SteadyStream;
  #subscription: Subscription | undefined;

  constructor(url: string, events: FeedEvents, ports?: StreamPorts) {
    this.#url = url;
    const listener = {
      link: events.link,
      event: ({ event, data }: { readonly event: string; readonly data: string }) => {
        const frame = readFrame(event, data);
        if (frame !== undefined) events.frame(frame);
        return frame?.kind === "reconnect" ? ("reconnect" as const) : undefined;
      },
    };
    this.#stream = new SteadyStream(listener, ports);
  }

  get subscription(): Subscription | undefined {
    return this.#subscription;
  }

  subscribe(subscription: Subscription): void {
    this.#subscription = subscription;
    const query = queryOf(subscription);
    this.#stream.open(`${this.#url}${query && "?"}${query}`);
  }

  /** Ends the stream; a later `subscribe` to the same asks for what changed since. */
  close(): void {
    this.#stream.close();
  }

  /** Tries again at once when waiting. */
  retryNow(): void {
    this.#stream.retryNow();
  }
}
