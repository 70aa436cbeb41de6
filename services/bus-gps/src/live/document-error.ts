/** What went wrong with a document; the label of `transit_feed_polls_total`. */
export type DocumentFailure = "unreachable" | "status" | "timeout" | "too_large" | "malformed";

/** A document could not be had or read; its message names no key and no query. */
export class DocumentError extends Error {
  readonly failure: DocumentFailure;
  /** The server's wish; 0 without one. */
  readonly retryAfterMs: number;

  constructor(
    failure: DocumentFailure,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DocumentError";
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}
