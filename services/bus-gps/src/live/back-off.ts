const longestMs = 300_000;
const longestRetryAfterMs = 3_600_000;

/**
 * How long to wait after so many failures in a row: doubling from the usual interval to five minutes, with
 * "full jitter" (AWS Architecture Blog, "Exponential Backoff And Jitter") above half of it, so that many
 * readers of one feed do not come back together. Never sooner than the server asked, up to an hour.
 * @param random 0 to below 1
 */
export function backOffMs(failures: number, intervalMs: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.max(intervalMs, Math.min(longestMs, intervalMs * 2 ** Math.min(failures, 30)));
  return Math.max(ceiling * (0.5 + random / 2), Math.min(longestRetryAfterMs, retryAfterMs));
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date (RFC 9110, 10.2.3); 0 when unreadable. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const asked = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(asked) ? Math.max(0, asked) : 0;
}
