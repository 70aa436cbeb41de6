import type { LogChunk } from "../broker.ts";

export type ChunkHandler = (chunk: LogChunk) => void | Promise<void>;

/** A throw of the caller's handler (its `cause`), to tell it from weather. */
export class HandlerFailure extends Error {}

/** Leaders are read side by side, but their chunks are handled one at a time, in the order they came. */
export class ChunkTurns {
  readonly #handle: ChunkHandler;
  #last: Promise<void> = Promise.resolve();

  constructor(handle: ChunkHandler) {
    this.#handle = handle;
  }

  /** Calls `handled` when the chunk has been handled; neither happens when `signal` aborts before its turn. */
  take(chunk: LogChunk, signal: AbortSignal, handled: () => void): Promise<void> {
    const turn = this.#last.then(async () => {
      if (signal.aborted) return;
      try {
        await this.#handle(chunk);
      } catch (error) {
        throw new HandlerFailure("the handler threw", { cause: error });
      }
      handled();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
