const usual = { firstMs: 100, longestMs: 2_000 };

/**
 * Milliseconds to wait before try number `attempt` (from 1): doubling from `firstMs` to `longestMs` (0.1 s to 2 s unless
 * told otherwise), of which half is random.
 */
export function backoffMs(attempt: number, random: () => number, { firstMs, longestMs } = usual): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  return full / 2 + (full / 2) * random();
}

/** Waits; returns early, without a throw, when `signal` aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
