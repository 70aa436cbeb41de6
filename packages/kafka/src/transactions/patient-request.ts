import { pause } from "../backoff.ts";
import { typeOf } from "../broker-error.ts";

const longestPauseMs = 20;

/**
 * A transaction ends when the coordinator has decided; its markers are written after that, and until then the next one
 * is refused with CONCURRENT_TRANSACTIONS. That takes a few milliseconds, so the pauses begin with one.
 */
export async function pastConcurrentTransactions<T>(
  request: () => Promise<T>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<T> {
  const began = performance.now();
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await request();
    } catch (error) {
      const isEarly = typeOf(error) === "CONCURRENT_TRANSACTIONS";
      if (!isEarly || signal.aborted || performance.now() - began >= patienceMs) throw error;
      await pause(pauseMs, signal);
    }
  }
}
