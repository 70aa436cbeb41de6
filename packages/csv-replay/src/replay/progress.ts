import type { Json } from "@tributary/runtime";
import type { Pace } from "../replay-status.ts";
import type { RowPosition } from "../row-source.ts";
import type { Tally } from "./tally.ts";

const version = 1;

/** How far a replay has come: the position that stands in the log beside the rows it counts. */
export type Progress = {
  readonly version: typeof version;
  /** The file's name, for people who read the log. */
  readonly file: string;
  readonly plan: string;
  readonly run: number;
  readonly loop: number;
  /** When the run began, milliseconds since the epoch: part of the replay's name. */
  readonly startedAt: number;
  /** Where the source goes on; null for its beginning. */
  readonly row: RowPosition | null;
  /** Rows earlier than this (in the file's own event time) are jumped over, until one is not. */
  readonly skipTo: number | null;
  /** What this loop's event times are shifted by; null until its first row is known. */
  readonly shiftMs: number | null;
  /** Latest event time of the loop before, as sent. */
  readonly previousLatest: number | null;
  /** Of this run and loop. */
  readonly rows: Tally;
  readonly share: number | null;
  /** Event times as sent: of the last row, and the least and greatest of this loop. */
  readonly eventTime: number | null;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly isPaused: boolean;
  readonly pace: Pace;
  /** Pace by configuration when `pace` was last taken from there: what a person has set since holds until that changes. */
  readonly configuredPace: Pace;
  /** Id of the last control that is in here. */
  readonly control: string | null;
  readonly finishedAt: number | null;
};

/** Throws when the position is one of a later version. */
export function progressOf(position: Json): Progress {
  const progress = position as unknown as Progress;
  if (progress.version === version) return progress;
  throw new Error(
    `the progress in the log is of version ${JSON.stringify(progress.version)}, this service knows ${version}: run the newer service`,
  );
}

/** `<YYYYMMDDTHHMMSSZ of the run's start>.<first 8 hex of the fingerprint>.<run>.<loop>` */
export function replayName(
  fingerprint: string,
  { startedAt, run, loop }: Pick<Progress, "startedAt" | "run" | "loop">,
): string {
  const instant = `${new Date(startedAt).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  return `${instant}.${fingerprint.slice(0, 8)}.${run}.${loop}`;
}
