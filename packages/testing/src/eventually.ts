import { setTimeout as sleep } from "node:timers/promises";

/**
 * Repeats `check` until it no longer throws, and hands on what it returned: for what becomes true in its own time.
 * Rejects after `timeoutMs` with the last failure, so that a Jest matcher still shows what was expected and received.
 */
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = 20_000): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() >= end) throw later(error, timeoutMs);
      await sleep(50);
    }
  }
}

function later(error: unknown, timeoutMs: number): Error {
  const failure = error instanceof Error ? error : new Error(String(error));
  failure.message = `still so after ${timeoutMs} ms: ${failure.message}`;
  return failure;
}
