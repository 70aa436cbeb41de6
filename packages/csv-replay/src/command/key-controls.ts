import type { Control } from "../control/control.ts";
import type { Pace, ReplayStatus } from "../replay-status.ts";

export const keyHelp = "keys: space pauses and resumes, + and - double and halve the speed, q stops";

/** What a key asks of a replay: a control, the end, or nothing. */
export function keyControl(key: string, { state, pace }: ReplayStatus): Control | "stop" | undefined {
  if (key === "q" || key === "\u0003") return "stop"; // Ctrl+C: in raw mode it is a key
  if (key === " ") return { kind: state === "paused" ? "resume" : "pause" };
  if (key === "+") return controlOf(scaled(pace, 2));
  if (key === "-") return controlOf(scaled(pace, 0.5));
  return undefined;
}

function scaled(pace: Pace, factor: number): Pace | undefined {
  if (pace.by === "speed") return { by: "speed", speed: pace.speed * factor };
  // Nothing is faster than max, and half of it is no number.
  return pace.by === "rate" ? { by: "rate", rowsPerSecond: pace.rowsPerSecond * factor } : undefined;
}

const controlOf = (pace: Pace | undefined): Control | undefined =>
  pace === undefined ? undefined : { kind: "pace", pace };
