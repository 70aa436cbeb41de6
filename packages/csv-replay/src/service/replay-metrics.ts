import type { DomainMetrics } from "@tributary/runtime";
import type { CsvPassage } from "../replay/draft.ts";
import type { ReplayState, ReplayStatus } from "../replay-status.ts";

const states: readonly ReplayState[] = ["waiting", "preparing", "running", "paused", "finished", "failed"];
/** Reasons are words of the code, but a damaged service must not make series without end. */
const mostReasons = 40;

interface Watched {
  readonly status: ReplayStatus;
  watch(listener: () => void): () => void;
  onWritten(listener: (passage: CsvPassage) => void): void;
}

/** Makes `/metrics` tell how a replay fares; its counters are of what this process has brought into the log. */
export function watchMetrics(recording: Watched, metrics: DomainMetrics): void {
  const rows = metrics.counter(
    "replay_rows_total",
    "Rows of the file by outcome: sent and buried ones are read, skipped ones are not; late and outlier are among the sent.",
    ["outcome"],
  );
  const bad = metrics.counter(
    "replay_bad_rows_total",
    "Bad rows in the dead letters, by reason. Rising: see npm run dlq -- list.",
    ["reason"],
  );
  const eventTime = metrics.gauge(
    "replay_event_time_seconds",
    "Event time of the last row in the log, seconds since the epoch. Flat while running: a gap of the file, or the broker is away.",
  );
  const speed = metrics.gauge(
    "replay_speed_factor",
    "Seconds of event time a second; 0 when the pace is no speed.",
  );
  const share = metrics.gauge("replay_share_ratio", "Share of the file that is done, 0 to 1.");
  const state = metrics.gauge("replay_state", "1 for the state the replay is in. Failed: read the log.", [
    "state",
  ]);

  const reasons = new Set<string>();
  const labelOf = (reason: string) => {
    if (reasons.size < mostReasons) reasons.add(reason);
    return reasons.has(reason) ? reason : "other";
  };
  recording.onWritten(({ rows: tally }) => {
    rows.inc({ outcome: "sent" }, tally.sent);
    rows.inc({ outcome: "buried" }, tally.buried);
    rows.inc({ outcome: "skipped" }, tally.skipped);
    rows.inc({ outcome: "late" }, tally.late);
    rows.inc({ outcome: "outlier" }, tally.outliers);
    for (const [reason, count] of Object.entries(tally.reasons)) bad.inc({ reason: labelOf(reason) }, count);
  });
  const refresh = () => {
    const status = recording.status;
    if (status.eventTime !== null) eventTime.set(status.eventTime / 1_000);
    speed.set(status.pace.by === "speed" ? status.pace.speed : 0);
    if (status.share !== null) share.set(status.share);
    for (const name of states) state.set({ state: name }, name === status.state ? 1 : 0);
  };
  refresh();
  recording.watch(refresh);
}
