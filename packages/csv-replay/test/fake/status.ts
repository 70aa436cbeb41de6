import type { ReplayStatus } from "../../src/replay-status.ts";

/** A status of a replay that has not begun, with changes. */
export const statusOf = (changes: Partial<ReplayStatus> = {}): ReplayStatus => ({
  state: "running",
  detail: null,
  file: "events.csv",
  fingerprint: "0123456789abcdef",
  dataset: "events",
  replay: "20261122T120000Z.01234567.1.1",
  run: 1,
  loop: 1,
  pace: { by: "max" },
  gapCapMs: null,
  isLooping: false,
  eventTime: null,
  firstEventTime: null,
  lastEventTime: null,
  rows: { read: 0, sent: 0, buried: 0, skipped: 0, late: 0, outliers: 0 },
  rowsPerSecond: 0,
  share: null,
  remainingSeconds: null,
  startedAt: null,
  finishedAt: null,
  clock: 0,
  ...changes,
});
