import type { ReplayState } from "@tributary/csv-replay";
import { count, moment } from "../../shell/words.ts";
import type { Replay } from "../flights-model.ts";

/** A replay's state in a word and a shape. */
export const stateWords: Readonly<Record<ReplayState, { readonly sign: string; readonly word: string }>> = {
  waiting: { sign: "⋯", word: "waiting" },
  preparing: { sign: "◔", word: "preparing" },
  running: { sign: "●", word: "running" },
  paused: { sign: "‖", word: "paused" },
  finished: { sign: "✓", word: "finished" },
  failed: { sign: "▲", word: "failed" },
};

/** `22 Nov, 12:03:04 GMT, run 2, loop 1, 5,819,079 flights`; the name where it tells nothing. */
export function replayText({ replay, startedAt, run, loop, flightCount }: Replay, now: number): string {
  if (startedAt === null) return `${replay}, ${count(flightCount)} flights`;
  const parts = [moment(startedAt, now)];
  if (run !== null) parts.push(`run ${run}`);
  if (loop !== null && loop > 0) parts.push(`loop ${loop}`);
  return [...parts, `${count(flightCount)} flights`].join(", ");
}
