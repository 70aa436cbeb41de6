import type { Pace, ReplayStatus } from "../replay-status.ts";
import { durationText } from "./duration.ts";

export const number = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });

/** In UTC, to the minute: the time of the file, which may have no zone. */
export const eventTimeText = (at: number): string =>
  new Date(at).toISOString().slice(0, 16).replace("T", " ");

export function paceText(pace: Pace): string {
  if (pace.by === "speed") return `${pace.speed} ×`;
  return pace.by === "rate" ? `${number(pace.rowsPerSecond)} rows/s` : "max";
}

/** The progress on one line. */
export function progressLine(status: ReplayStatus, waitingFor: string | undefined): string {
  const { state, pace, rows, rowsPerSecond, eventTime, share, remainingSeconds, loop, isLooping } = status;
  if (state === "waiting")
    return `waiting: ${(waitingFor ?? status.detail ?? "").replace(/^waiting for /, "")}`;
  if (state === "preparing") return `preparing${status.detail === null ? "" : `: ${status.detail}`}`;
  const parts = [
    `${state} at ${paceText(pace)}`,
    `${number(rows.read)} rows`,
    `${number(rowsPerSecond)} rows/s`,
    ...(eventTime === null ? [] : [eventTimeText(eventTime)]),
    ...(share === null ? [] : [`${Math.floor(share * 100)} %`]),
    ...(remainingSeconds === null || state !== "running" ? [] : [`${durationText(remainingSeconds)} left`]),
    `${number(rows.buried)} bad`,
    ...(isLooping ? [`loop ${loop}`] : []),
  ];
  return parts.join("  ");
}
