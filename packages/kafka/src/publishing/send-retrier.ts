import { backoffMs, pause } from "../backoff.ts";
import type { Retrier } from "../kafkajs/kafkajs-internals.ts";

export interface RetrierOptions {
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Whether to give up after so many failed tries and so much time. */
  readonly isOver: (tries: number, elapsedMs: number) => boolean;
  readonly onTrouble?: (error: unknown) => void;
}

/** Tries again, with pauses up to 2 s, until it succeeds, `bail` is called, it is over, or `signal` aborts. */
export function sendRetrier({ signal, random, isOver, onTrouble }: RetrierOptions): Retrier {
  return async (attempt) => {
    const began = performance.now();
    for (let tries = 1; ; tries++) {
      const bailed: { error?: unknown } = {};
      try {
        const result = await attempt((error) => Object.assign(bailed, { error }), tries - 1, 0);
        if (!("error" in bailed)) return result;
      } catch (error) {
        onTrouble?.(error);
        if (signal.aborted || isOver(tries, performance.now() - began)) throw error;
        await pause(backoffMs(tries, random), signal);
        continue;
      }
      throw bailed.error;
    }
  };
}
