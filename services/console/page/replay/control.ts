import type { Pace } from "@tributary/csv-replay";

/** What one may do with a replay. `eventTime`: ms since the epoch. */
export type Control =
  | { readonly verb: "pause" | "resume" | "again" }
  | { readonly verb: "pace"; readonly pace: Pace }
  | { readonly verb: "seek"; readonly eventTime: number };

/** The body of a control's request, undefined where it has none. */
export function bodyOf(control: Control): object | undefined {
  if (control.verb === "seek") return { eventTime: control.eventTime };
  if (control.verb !== "pace") return undefined;
  const { pace } = control;
  if (pace.by === "max") return { max: true };
  return pace.by === "speed" ? { speed: pace.speed } : { rate: pace.rowsPerSecond };
}
