import { TokenBucket } from "limiter";

/** Lets so many records a second pass, over all partitions, first come first served. */
export class RateLimit {
  readonly #bucket: TokenBucket | undefined;

  /**
   * @param recordsPerSecond Undefined: all pass at once.
   * @param mostRecords Most that are asked for at a time, and that pass at once after a rest.
   */
  constructor(recordsPerSecond: number | undefined, mostRecords: number) {
    if (recordsPerSecond === undefined) return;
    const tokens = { tokensPerInterval: recordsPerSecond, interval: 1_000 };
    this.#bucket = new TokenBucket({ bucketSize: mostRecords, ...tokens });
  }

  /** Resolves when they may pass; rejects when the signal aborts, and they count as passed. */
  async pass(records: number, signal: AbortSignal): Promise<void> {
    if (this.#bucket === undefined || records === 0) return;
    signal.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    try {
      await Promise.race([this.#bucket.removeTokens(records), aborted]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }
}
