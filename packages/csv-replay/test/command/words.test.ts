import { durationMs, durationText } from "../../src/command/duration.ts";
import { progressLine } from "../../src/command/words.ts";
import { statusOf } from "../fake/status.ts";

test.each([
  ["250ms", 250],
  ["30s", 30_000],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
  ["5", undefined],
  ["5 m", undefined],
  ["-5m", undefined],
  ["m", undefined],
])("%s is a duration of %s ms", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each([
  [0, "0 s"],
  [47.4, "47 s"],
  [119.4, "119 s"],
  [120, "2 min"],
  [7_199, "2 h 00 min"],
  [11_100, "3 h 05 min"],
  [187_200, "2 d 4 h"],
])("%d seconds are told as %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test("a line tells state, pace, rows, event time, share, time left and bad rows", () => {
  const status = statusOf({
    state: "running",
    pace: { by: "speed", speed: 3_600 },
    rows: { read: 1_234_567, sent: 1_234_560, buried: 7, skipped: 0, late: 0, outliers: 0 },
    rowsPerSecond: 660.4,
    eventTime: Date.UTC(2015, 2, 4, 12, 10),
    share: 0.217,
    remainingSeconds: 300,
  });
  expect(progressLine(status, undefined)).toBe(
    "running at 3600 ×  1,234,567 rows  660 rows/s  2015-03-04 12:10  21 %  5 min left  7 bad",
  );
});

test("one that waits says what for", () => {
  const line = progressLine(statusOf({ state: "waiting" }), "waiting for the broker: refused");
  expect(line).toBe("waiting: the broker: refused");
});

test("one that sorts says how far", () => {
  expect(progressLine(statusOf({ state: "preparing", detail: "sorting, 42 % done" }), undefined)).toBe(
    "preparing: sorting, 42 % done",
  );
});
