import type { ServerResponse } from "node:http";
import type { Known } from "./resumption.ts";

/**
 * Bytes handed to a socket before waiting for it to take them. A reader is stalled when a piece is not taken in
 * time: with 5 s that asks for 26 kB/s, which a slow phone has.
 */
const pieceBytes = 128 * 1024;

export interface EventReaderOptions {
  readonly response: ServerResponse;
  readonly channels: readonly string[];
  readonly lastEventId: string | undefined;
  /** Milliseconds that only go forward. */
  readonly monotonic: () => number;
}

/** One open stream: hands buffers it shares with others to its socket, and never more than the socket takes. */
export class EventReader {
  readonly channels: readonly string[];
  readonly lastEventId: string | undefined;
  /** The tick up to which everything is written or queued; undefined before the greeting. */
  seen: (Known & { readonly number: number }) | undefined;
  readonly #response: ServerResponse;
  readonly #monotonic: () => number;
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #movedAt: number;
  #isEnding = false;
  #isFlushing = false;

  constructor(options: EventReaderOptions) {
    this.channels = options.channels;
    this.lastEventId = options.lastEventId;
    this.#response = options.response;
    this.#monotonic = options.monotonic;
    this.#movedAt = options.monotonic();
    this.#response.on("drain", () => {
      this.#movedAt = this.#monotonic();
      this.#flush();
    });
  }

  get isClosed(): boolean {
    return this.#response.destroyed || this.#response.writableFinished;
  }

  /** True when the socket has taken everything. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && !this.#response.writableNeedDrain;
  }

  /** Bytes not yet handed to the socket. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Milliseconds since the socket last took a piece, while there is one it should take. */
  get stalledMs(): number {
    return this.isIdle ? 0 : this.#monotonic() - this.#movedAt;
  }

  onClose(listener: () => void): void {
    this.#response.once("close", listener);
  }

  send(frames: readonly Buffer[]): void {
    if (this.isIdle) this.#movedAt = this.#monotonic();
    for (const frame of frames) {
      for (let start = 0; start < frame.length; start += pieceBytes) {
        this.#queue.push(frame.subarray(start, start + pieceBytes));
      }
      this.#queuedBytes += frame.length;
    }
    this.#flush();
  }

  /** Ends the stream after `frame`, as soon as the socket has taken what came before. */
  end(frame: Buffer): void {
    this.#isEnding = true;
    this.send([frame]);
  }

  cut(): void {
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#response.destroy();
  }

  /** Node emits `drain` within a write when the system takes all of it at once: the loop then just goes on. */
  #flush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    while (this.#queue.length > 0 && !this.#response.writableNeedDrain && !this.isClosed) this.#writePiece();
    this.#isFlushing = false;
    if (this.#isEnding && this.#queue.length === 0 && !this.#response.writableEnded) this.#response.end();
  }

  /** One write to the system, however many buffers it is made of. */
  #writePiece(): void {
    let bytes = 0;
    let count = 0;
    for (const buffer of this.#queue) {
      if (bytes + buffer.length > pieceBytes && count > 0) break;
      bytes += buffer.length;
      count += 1;
    }
    const piece = this.#queue.splice(0, count);
    this.#queuedBytes -= bytes;
    this.#response.cork();
    for (const buffer of piece) this.#response.write(buffer);
    this.#response.uncork();
  }
}
