import { setTimeout } from "node:timers/promises";

/** Time and chance, handed in so that a test need not wait for minutes. */
export interface Clock {
  /** Wall clock, epoch milliseconds: dates things. */
  now(): number;
  /** Monotonic milliseconds from an arbitrary start: measures how long things take. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or at once when the signal aborts; never rejects. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** 0 to below 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
  random: () => Math.random(),
};
