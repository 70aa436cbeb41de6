import type { Pace } from "@tributary/csv-replay";
import { count } from "../shell/words.ts";

/** Speeds one button away; 3,600×: an hour of the file a second. */
export const speeds: readonly number[] = [1, 10, 100, 1_000, 3_600];

/** `100×`, `500 rows/s`, `max` */
export function paceText(pace: Pace): string {
  if (pace.by === "max") return "max";
  return pace.by === "speed" ? `${count(pace.speed)}×` : `${count(pace.rowsPerSecond)}\u202frows/s`;
}

export function isSamePace(a: Pace, b: Pace): boolean {
  if (a.by === "speed") return b.by === "speed" && a.speed === b.speed;
  if (a.by === "rate") return b.by === "rate" && a.rowsPerSecond === b.rowsPerSecond;
  return b.by === "max";
}

/** A pace as typed, or undefined for what is none: more than nothing, and a number that a clock can keep up with. */
export function typedPace(by: "speed" | "rate", typed: string): Pace | undefined {
  const value = Number(typed.replaceAll(",", ""));
  if (typed.trim() === "" || !(value > 0 && value <= 1e9)) return undefined;
  return by === "speed" ? { by, speed: value } : { by, rowsPerSecond: value };
}
