export interface BackOffRange {
  /** The longest first pause. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Most of what a server asks for that is heeded; default a day. */
  readonly longestRetryAfterMs?: number;
}

const dayMs = 86_400_000;

/**
 * How long to wait after so many failures in a row (from 1): doubling from `firstMs` to `longestMs`, half of it by
 * chance, so that those who fail together do not come back together ("full jitter" above half, AWS Architecture Blog,
 * "Exponential Backoff And Jitter"). Never sooner than the server asked: Binance lengthens the ban of who does not listen.
 * @param random 0 to below 1
 * @param retryAfterMs what the server asked for
 */
export function backOffMs(failures: number, range: BackOffRange, random: number, retryAfterMs = 0): number {
  const { firstMs, longestMs, longestRetryAfterMs = dayMs } = range;
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.max(ceiling * (0.5 + random / 2), Math.min(longestRetryAfterMs, retryAfterMs));
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date (RFC 9110, 10.2.3); 0 when unreadable. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(asked) ? Math.max(0, asked) : 0;
}
