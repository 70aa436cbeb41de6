import type { Clock } from "../../src/network/clock.ts";

/** A clock whose pauses are over at once, and remembered; only the monotonic one moves on by them. */
export class SkippingClock implements Clock {
  readonly pauses: number[] = [];
  /** What the wall clock shows. */
  wall: number;
  #skippedMs = 0;

  constructor(wall: number) {
    this.wall = wall;
  }

  now(): number {
    return this.wall;
  }

  elapsed(): number {
    return performance.now() + this.#skippedMs;
  }

  async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.pauses.push(milliseconds);
    this.#skippedMs += milliseconds;
    // A turn of the loop for sockets: else a loop of pauses would starve them.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }

  random(): number {
    return 0;
  }
}
