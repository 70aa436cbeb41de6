export interface BackOffRange {
  /** The longest first pause. */
  readonly firstMs: number;
  readonly longestMs: number;
}

const longestRetryAfterMs = 86_400_000;

/**
 * How long to wait after so many failures in a row (from 1): doubling from `firstMs` to `longestMs`, half of it by
 * chance ("full jitter" above half, AWS Architecture Blog, "Exponential Backoff And Jitter"). Never sooner than the
 * server asked, up to a day: Binance bans for up to three, and lengthens the ban of who does not listen.
 * @param random 0 to below 1
 */
export function backOffMs(failures: number, range: BackOffRange, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(range.longestMs, range.firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.max(ceiling * (0.5 + random / 2), Math.min(longestRetryAfterMs, retryAfterMs));
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date (RFC 9110, 10.2.3); 0 when unreadable. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(asked) ? Math.max(0, asked) : 0;
}
