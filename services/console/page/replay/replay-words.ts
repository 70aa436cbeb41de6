import type { ReplayState } from "@tributary/csv-replay";
import { count, moment } from "../shell/words.ts";

/** A replay that was counted, as the APIs' `/replays` tell it. */
export interface CountedReplay {
  readonly replay: string;
  /** Of its run, epoch ms. Null, as the next three, for a name of another form. */
  readonly startedAt: number | null;
  readonly fingerprint: string | null;
  readonly run: number | null;
  readonly loop: number | null;
}

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
export function replayText(replay: CountedReplay, counted: number, things: string, now: number): string {
  const { startedAt, run, loop } = replay;
  const sum = `${count(counted)} ${things}`;
  if (startedAt === null) return `${replay.replay}, ${sum}`;
  const parts = [moment(startedAt, now)];
  if (run !== null) parts.push(`run ${run}`);
  if (loop !== null && loop > 0) parts.push(`loop ${loop}`);
  return [...parts, sum].join(", ");
}
