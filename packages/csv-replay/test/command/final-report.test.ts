import { finalReport, type ReplayOutcome } from "../../src/command/final-report.ts";
import { Desk } from "../fake/desk.ts";

async function outcomeOf(desk: Desk): Promise<ReplayOutcome> {
  const { status, progress, readHere } = desk.recording;
  return { service: "gauge", status, progress, readHere, seconds: 12.3 };
}

test("a finished replay: the numbers add up, and it is told where the dead letters are", async () => {
  const desk = new Desk({ rows: [1_000, "bad", 61_999, 5_000], plan: { to: 70_000 } });
  await desk.runToEnd();
  expect(finalReport(await outcomeOf(desk))).toBe(`events.csv is replayed to its end.
  replay     20261122T120000Z.01234567.1.1
  rows read  4 = 3 sent + 1 buried
  late       1, sent all the same
  outliers   1, sent and flagged
  event time 1970-01-01 00:00 to 1970-01-01 00:01
  bad        1 not_a_number
  dead letters are in gauge.dlq, each with its line, byte offset, column and reason:
    npm run dlq -- list --group gauge
  here       4 rows in 12 s
`);
});

test("one that was done before says when, and how to do it again", async () => {
  const desk = new Desk({ rows: [1_000] });
  await desk.runToEnd();
  await desk.crash(true);
  await desk.runToEnd();
  const report = finalReport(await outcomeOf(desk));
  expect(report).toMatch(/already on 2026-11-22T12:00:00\.000Z\. To replay it once more: --again\./);
  expect(report).not.toContain("here ");
});

test("one that was stopped says how to go on", async () => {
  const desk = new Desk({ rows: [1_000, 61_000], plan: { pace: { by: "speed", speed: 1 } } });
  await desk.settle();
  expect(finalReport(await outcomeOf(desk))).toContain(
    "replayed in part. The same command goes on from here",
  );
});
