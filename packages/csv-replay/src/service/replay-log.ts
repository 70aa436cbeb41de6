import type { Context } from "@tributary/runtime";
import type { ReplayStatus } from "../replay-status.ts";

interface Watched {
  readonly status: ReplayStatus;
  watch(listener: () => void): () => void;
}

/** A line for each change of state, and none for each row. */
export function logStates(recording: Watched, log: Context["log"]): void {
  let last = "";
  recording.watch(() => {
    const { state, replay, detail, pace, rows, share } = recording.status;
    const head = JSON.stringify([state, replay, pace]);
    if (head === last) return;
    last = head;
    const words = { replay, pace, rows, share, ...(detail !== null && { detail }) };
    if (state === "failed") log.error(words, "replay failed");
    else log.info(words, `replay ${state}`);
  });
}
