/** What kept an answer from being one. All but `unknown-symbol` is weather: waiting mends it. */
export type NetworkFailure =
  | "limited"
  | "status"
  | "not-json"
  | "unexpected"
  | "unreachable"
  | "timeout"
  | "unknown-symbol";

/** A server did not answer as it should; the message is a clause for a person, such as 'Yahoo answers 429'. */
export class NetworkFault extends Error {
  readonly failure: NetworkFailure;
  /** The server's wish; 0 without one. */
  readonly retryAfterMs: number;

  constructor(failure: NetworkFailure, message: string, retryAfterMs = 0) {
    super(message);
    this.name = "NetworkFault";
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }

  get isWeather(): boolean {
    return this.failure !== "unknown-symbol";
  }
}

/** A fault nobody thought of is weather, too: a library's, say, that meets an answer it does not understand. */
export function asNetworkFault(error: unknown, server: string): NetworkFault {
  if (error instanceof NetworkFault) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new NetworkFault("unexpected", `${server} answers what is not understood: ${words.slice(0, 120)}`);
}
