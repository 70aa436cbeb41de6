import type { Pace } from "../replay-status.ts";

/** What a person asks of a replay while it runs. */
export type Control =
  | { readonly kind: "pause" }
  | { readonly kind: "resume" }
  | { readonly kind: "pace"; readonly pace: Pace }
  /** To the first row at or after an event time as sent: onwards within the run, back as a new run that begins there. */
  | { readonly kind: "seek"; readonly eventTime: number }
  /** A new run from the beginning. */
  | { readonly kind: "again" };

/** What is asked makes no sense now; the message says why, and what would. */
export class ControlRefused extends Error {
  override readonly name = "Conflict";
  readonly statusCode = 409;
}
