import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";

/** A response whose socket takes all bytes at once, or none of them for as long as it `isBlocked`. */
export class FakeResponse extends EventEmitter {
  isBlocked = false;
  destroyed = false;
  writableEnded = false;
  writableNeedDrain = false;
  /** Buffers in the order they were written; readers of one channel share them. */
  readonly buffers: Buffer[] = [];
  #unread: Buffer[] = [];

  get writableFinished(): boolean {
    return this.writableEnded && !this.isBlocked;
  }

  asResponse(): ServerResponse {
    return this as unknown as ServerResponse;
  }

  cork(): void {}

  /** As Node does: `drain` comes within the call when the system takes everything at once. */
  uncork(): void {
    if (!this.isBlocked && this.buffers.length > 0) this.emit("drain");
  }

  write(buffer: Buffer): boolean {
    this.buffers.push(buffer);
    this.#unread.push(buffer);
    this.writableNeedDrain = this.isBlocked;
    return !this.isBlocked;
  }

  end(): void {
    this.writableEnded = true;
    if (!this.isBlocked) this.emit("close");
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }

  /** The socket has taken everything. */
  drain(): void {
    this.isBlocked = false;
    if (!this.writableNeedDrain) return;
    this.writableNeedDrain = false;
    this.emit("drain");
  }

  /** What has come through since the last look. Nothing while the socket is blocked. */
  take(): string {
    if (this.isBlocked) return "";
    const text = Buffer.concat(this.#unread).toString();
    this.#unread = [];
    return text;
  }
}
