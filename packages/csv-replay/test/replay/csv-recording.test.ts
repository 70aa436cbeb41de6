import { Desk } from "../fake/desk.ts";
import type { FakeRow } from "../fake/fake-source.ts";

const lines = (desk: Desk) => desk.sent.map(({ line }) => line);
const minute = 60_000;

test("every row of a file is in one passage, in the order of the file", async () => {
  const desk = new Desk({ rows: [10, 20, 30, 40, 50, 60, 70] });
  await desk.runToEnd();
  expect(lines(desk)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(desk.isOver).toBe(true);
  expect(desk.recording.status).toMatchObject({
    state: "finished",
    rows: { read: 7, sent: 7, buried: 0, skipped: 0 },
    share: 1,
    remainingSeconds: 0,
    eventTime: 70,
  });
  expect(desk.source.openCursors).toBe(0);
});

test("the records carry the name of the replay: start, fingerprint, run and loop", async () => {
  const desk = new Desk({ rows: [10] });
  await desk.runToEnd();
  expect(desk.sent[0]?.replay).toBe("20261122T120000Z.01234567.1.1");
  expect(desk.recording.status.replay).toBe("20261122T120000Z.01234567.1.1");
});

test.each([1, 10, 0.5, 3])(
  "at speed %d a file ends when its span divided by the speed is over",
  async (speed) => {
    const rows = [0, 7, 7, 90_000, 90_250, 360_001];
    const desk = new Desk({ rows, plan: { pace: { by: "speed", speed } } });
    await desk.runToEnd();
    expect(desk.sent.map(({ handedOverAt }) => handedOverAt).at(-1)).toBe(360_001 / speed);
    expect(desk.clock.monotonic()).toBe(360_001 / speed);
    expect(desk.recording.status.state).toBe("finished");
  },
);

test("rows go off when they are due, or at most a tenth of a second later with those that follow closely", async () => {
  const rows = Array.from({ length: 400 }, (_, index) => index * 37);
  const desk = new Desk({ rows, plan: { pace: { by: "speed", speed: 2 } } });
  await desk.runToEnd();
  const waits = desk.sent.map(({ at, handedOverAt }) => handedOverAt - at / 2);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(100);
  expect(desk.passages.length).toBeLessThan(100);
});

test("a row that stands alone does not wait for company", async () => {
  const desk = new Desk({ rows: [0, minute, 2 * minute], plan: { pace: { by: "speed", speed: 10 } } });
  await desk.runToEnd();
  expect(desk.sent.map(({ handedOverAt }) => handedOverAt)).toEqual([0, 6_000, 12_000]);
});

test("a longer gap counts as the cap", async () => {
  const rows = [0, 500, 94 * 86_400_000, 94 * 86_400_000 + 700];
  const desk = new Desk({ rows, plan: { pace: { by: "speed", speed: 2 }, gapCapMs: 1_000 } });
  await desk.runToEnd();
  expect(desk.sent.map(({ handedOverAt }) => handedOverAt)).toEqual([0, 250, 750, 1_100]);
});

test("at a rate rows follow each other by it, whatever their times", async () => {
  const desk = new Desk({ rows: [0, 0, 5, 86_400_000, 4], plan: { pace: { by: "rate", rowsPerSecond: 4 } } });
  await desk.runToEnd();
  expect(desk.sent.map(({ handedOverAt }) => handedOverAt)).toEqual([0, 250, 500, 750, 1_000]);
});

test("a row that goes back in time is sent at once and counted as late", async () => {
  const desk = new Desk({ rows: [0, 10_000, 3_000, 20_000], plan: { pace: { by: "speed", speed: 1 } } });
  await desk.runToEnd();
  expect(desk.sent.map(({ handedOverAt }) => handedOverAt)).toEqual([0, 10_000, 10_000, 20_000]);
  expect(desk.recording.status.rows.late).toBe(1);
});

test("bad rows are buried with all that finds them again, and read is sent and buried", async () => {
  const desk = new Desk({ rows: [10, "bad", 30, 40], refused: [5] });
  await desk.runToEnd();
  expect(lines(desk)).toEqual([2, 4]);
  expect(desk.buried[0]).toEqual({
    raw: Buffer.from("bad row 3"),
    ordinal: 3,
    stage: "decode",
    error: "not_a_number",
    message: 'events.csv, line 3 (byte 20), column at: "x" is no number',
    headers: {
      "row-file": "events.csv",
      "row-fingerprint": "0123456789abcdef",
      "row-replay": "20261122T120000Z.01234567.1.1",
      "row-line": "3",
      "row-byte-offset": "20",
      "row-column": "at",
    },
  });
  expect(desk.buried[1]).toMatchObject({ ordinal: 5, stage: "validate", error: "refused" });
  expect(desk.recording.status.rows).toMatchObject({ read: 4, sent: 2, buried: 2 });
  expect(desk.recording.progress?.rows.reasons).toEqual({ not_a_number: 1, refused: 1 });
});

test("one bad row too many ends it as failed, with all before it in the log", async () => {
  const rows: FakeRow[] = [10, "bad", 30, "bad", 50];
  const desk = new Desk({ rows, plan: { maxBad: 1 } });
  await desk.runToEnd();
  expect(String(desk.failure)).toMatch(/2 bad rows, at most 1 are allowed \(2 not_a_number\)/);
  expect(lines(desk)).toEqual([2, 4]);
  expect(desk.buried.map(({ ordinal }) => ordinal)).toEqual([3, 5]);
  expect(desk.recording.status.state).toBe("failed");
});

test("a service that stays shows the failure, and a new run can be begun", async () => {
  const desk = new Desk({ rows: [10, "bad", 30], plan: { maxBad: 0, whenDone: "stay" } });
  await desk.runToEnd();
  expect(desk.recording.status).toMatchObject({ state: "failed", rows: { read: 2 } });
  expect(() => desk.recording.control({ kind: "resume" })).toThrow(/failed/);
  await desk.control({ kind: "again" });
  expect(lines(desk)).toEqual([2, 2]);
  expect(desk.recording.status).toMatchObject({ state: "failed", run: 2 });
});

test("rows out of the window are skipped, and not read", async () => {
  const desk = new Desk({ rows: [10, 20, 30, "bad", 40, 50], plan: { from: 20, to: 40 } });
  await desk.runToEnd();
  expect(lines(desk)).toEqual([3, 4]);
  expect(desk.recording.status.rows).toMatchObject({ read: 3, sent: 2, buried: 1, skipped: 3 });
});

test("a sorted file is entered at the window's begin and left at its end", async () => {
  const rows = Array.from({ length: 100 }, (_, index) => index);
  const desk = new Desk({ rows, plan: { from: 20, to: 40, order: { by: "sort" } } });
  await desk.runToEnd();
  expect(desk.sent.map(({ at }) => at)).toEqual(rows.slice(20, 40));
  expect(desk.recording.status).toMatchObject({ rows: { skipped: 0 }, state: "finished", share: 1 });
});

test("outliers are sent and counted, as rows", async () => {
  const desk = new Desk({ rows: [998, 999, 1_000] });
  await desk.runToEnd();
  expect(desk.recording.status.rows).toMatchObject({ sent: 3, outliers: 1 });
});

test("rebased, the first row happens at the start of the run, rounded up to the dataset's step", async () => {
  const day = 86_400_000;
  const first = Date.parse("2015-01-01T00:05Z");
  const desk = new Desk({ rows: [first, first + 3_600_000], shiftStepMs: day, plan: { rebase: "now" } });
  await desk.runToEnd();
  expect(desk.sent.map(({ at }) => new Date(at).toISOString())).toEqual([
    "2026-11-23T00:05:00.000Z",
    "2026-11-23T01:05:00.000Z",
  ]);
  expect(desk.recording.status.firstEventTime).toBe(Date.parse("2026-11-23T00:05Z"));
});

test("a loop goes on behind the step in which the last one ended, under a name of its own", async () => {
  const day = 86_400_000;
  const at = (iso: string) => Date.parse(iso);
  const desk = new Desk({
    rows: [at("2015-01-01T23:00Z"), at("2015-01-02T01:00Z")],
    shiftStepMs: day,
    plan: { isLooping: true, pace: { by: "speed", speed: 60 } },
  });
  await desk.turnBy(50 * minute);
  const sent = desk.sent.map(({ at: time, handedOverAt, replay }) => [
    new Date(time).toISOString().slice(0, 13),
    handedOverAt / minute,
    replay.slice(-3),
  ]);
  expect(sent).toEqual([
    ["2015-01-01T23", 0, "1.1"],
    ["2015-01-02T01", 2, "1.1"],
    ["2015-01-03T23", 48, "1.2"],
    ["2015-01-04T01", 50, "1.2"],
  ]);
});

test("a loop without a row to send ends, though it is to be looped", async () => {
  const desk = new Desk({ rows: ["bad", 10], plan: { isLooping: true, from: 50 } });
  await desk.runToEnd();
  expect(desk.recording.status).toMatchObject({ state: "finished", loop: 1 });
});

test("a finished file stays finished when it is opened again", async () => {
  const desk = new Desk({ rows: [10, 20] });
  await desk.runToEnd();
  await desk.crash(true);
  await desk.runToEnd();
  expect(lines(desk)).toEqual([2, 3]);
  expect(desk.recording.status).toMatchObject({ state: "finished", rows: { read: 2 } });
  expect(desk.recording.readHere).toBe(0);
});

test("another window is another run from its beginning", async () => {
  const desk = new Desk({ rows: [10, 20, 30], plan: { to: 20 } });
  await desk.runToEnd();
  await desk.crash(true, { to: undefined });
  await desk.runToEnd();
  expect(desk.sent.map(({ line, replay }) => [line, replay.slice(-3)])).toEqual([
    [2, "1.1"],
    [2, "2.1"],
    [3, "2.1"],
    [4, "2.1"],
  ]);
});

test("a dataset that reads times differently than the last release begins a new run; its first version goes on", async () => {
  const desk = new Desk({ rows: [10, 20, 30, 40], plan: { order: { by: "sort" } } });
  await desk.runToEnd();
  const { plan } = desk.recording.progress ?? {};
  expect(plan).toBe('[null,null,"off","sort"]');
  for (const [version, runs] of [
    [1, 1],
    [2, 2],
    [2, 2],
    [3, 3],
  ] as const) {
    await desk.crash(true, {}, version);
    await desk.runToEnd();
    expect(desk.sent).toHaveLength(4 * runs);
    expect(desk.recording.status).toMatchObject({ state: "finished", rows: { read: 4 } });
    expect(desk.sent.at(-1)?.replay.slice(-3)).toBe(`${runs}.1`);
  }
});

test("a file without a good row is finished, and says so by its numbers", async () => {
  const desk = new Desk({ rows: [] });
  await desk.runToEnd();
  expect(desk.recording.status).toMatchObject({ state: "finished", rows: { read: 0 }, eventTime: null });
});

test("progress of a later version is refused", async () => {
  const desk = new Desk({ rows: [10] });
  const reading = desk.recording.read(
    { version: 99 },
    () => ({ key: "k", value: Buffer.alloc(1) }),
    new AbortController().signal,
  );
  await expect(reading.next()).rejects.toThrow(/version 99/);
  expect(desk.recording.status).toMatchObject({
    state: "failed",
    detail: expect.stringMatching(/version 99/),
  });
});
