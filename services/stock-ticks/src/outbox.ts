import { once, setMaxListeners } from "node:events";
import { PassThrough } from "node:stream";

/** How many items wait to be taken before those who put are held. */
const room = 1024;

/** Many put, one takes, in the order of putting. */
export class Outbox<T extends object> {
  readonly #stream = new PassThrough({ objectMode: true, highWaterMark: room / 2 });
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    setMaxListeners(0, this.#stream, signal);
  }

  /** Resolves when there is room for more, or the signal aborts. */
  async put(item: T): Promise<void> {
    if (this.#signal.aborted || this.#stream.write(item)) return;
    await once(this.#stream, "drain", { signal: this.#signal }).catch(() => {});
  }

  /** Ends when the signal aborts. */
  async *taken(): AsyncGenerator<T> {
    const end = () => void this.#stream.end();
    this.#signal.addEventListener("abort", end, { once: true });
    if (this.#signal.aborted) end();
    yield* this.#stream;
  }
}
