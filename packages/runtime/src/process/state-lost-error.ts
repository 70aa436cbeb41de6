/**
 * A fold's state is gone or unreadable, and its input does not reach back far enough to count it anew. Nothing but a
 * person can decide what now: the service ends with the exit code of a configuration that cannot be used.
 */
export class StateLostError extends Error {
  override readonly name = "StateLostError";
}
