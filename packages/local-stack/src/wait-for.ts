import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  /** Ends the waiting with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** What to reject with when the time is over. */
  readonly late?: () => Error;
}

/** Asks again and again until the answer is truthy, and hands it on; rejects when the time is over. */
export async function waitFor<T>(ask: () => T | Promise<T>, options: WaitOptions): Promise<T> {
  const end = performance.now() + options.timeoutMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() >= end)
      throw options.late?.() ?? new Error(`nothing after ${options.timeoutMs} ms`);
    await sleep(options.everyMs ?? 100);
  }
}
