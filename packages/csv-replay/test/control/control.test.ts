import { Desk } from "../fake/desk.ts";

const second = 1_000;
const everySecond = (count: number) => Array.from({ length: count }, (_, index) => index * second);
const lines = (desk: Desk) => desk.sent.map(({ line }) => line);
const original = { pace: { by: "speed", speed: 1 }, whenDone: "stay" } as const;

test("paused, nothing is sent and nothing is timed; resumed, the wait goes on where it stood", async () => {
  const desk = new Desk({ rows: everySecond(4), plan: original });
  await desk.turnBy(1_400);
  await desk.control({ kind: "pause" });
  expect(desk.recording.status.state).toBe("paused");
  expect(desk.clock.nextWake).toBeUndefined();
  await desk.turnBy(3_600_000);
  expect(lines(desk)).toEqual([2, 3]);
  await desk.control({ kind: "resume" });
  expect(desk.clock.nextWake).toBe(desk.clock.monotonic() + 600);
  await desk.turnBy(1_600);
  expect(lines(desk)).toEqual([2, 3, 4, 5]);
});

test("another pace counts from where the wait stands", async () => {
  const desk = new Desk({ rows: [0, 60 * second, 120 * second], plan: original });
  await desk.turnBy(30 * second);
  await desk.control({ kind: "pace", pace: { by: "speed", speed: 10 } });
  await desk.turnBy(3 * second);
  expect(lines(desk)).toEqual([2, 3]);
  await desk.turnBy(6 * second);
  expect(lines(desk)).toEqual([2, 3, 4]);
});

test("from any pace to any other at once", async () => {
  const desk = new Desk({ rows: everySecond(100), plan: original });
  await desk.turnBy(500);
  await desk.control({ kind: "pace", pace: { by: "rate", rowsPerSecond: 2 } });
  expect(lines(desk)).toEqual([2, 3]);
  await desk.turnBy(second);
  expect(lines(desk)).toEqual([2, 3, 4, 5]);
  await desk.control({ kind: "pace", pace: { by: "max" } });
  expect(desk.sent).toHaveLength(100);
});

test("what is overdue is forgiven at a change of pace, not made up for", async () => {
  const desk = new Desk({ rows: everySecond(10), plan: original });
  await desk.settle();
  desk.isBrokerAway = true;
  await desk.turnBy(5_500);
  await desk.control({ kind: "pace", pace: { by: "speed", speed: 2 } });
  desk.isBrokerAway = false;
  await desk.settle();
  expect(desk.sent.length).toBeLessThanOrEqual(3);
  await desk.turnBy(10 * second);
  expect(desk.sent).toHaveLength(10);
});

test("a seek onwards stays in the run and counts what it jumps over", async () => {
  const desk = new Desk({ rows: everySecond(10), plan: original });
  await desk.turnBy(second);
  await desk.control({ kind: "seek", eventTime: 6_500 });
  expect(lines(desk)).toEqual([2, 3, 9]);
  expect(desk.recording.status).toMatchObject({ run: 1, rows: { read: 3, skipped: 5 }, eventTime: 7_000 });
  await desk.turnBy(2 * second);
  expect(lines(desk)).toEqual([2, 3, 9, 10, 11]);
});

test("a seek onwards in an unsorted file sends no row that lies behind", async () => {
  const rows = [0, 9_000, 1_000, 2_000, 8_000, 9_500];
  const desk = new Desk({ rows, plan: original });
  await desk.turnBy(9_000);
  await desk.control({ kind: "pause" });
  await desk.control({ kind: "seek", eventTime: 9_200 });
  await desk.control({ kind: "resume" });
  expect(lines(desk).at(-1)).toBe(7);
  expect(new Set(lines(desk)).size).toBe(desk.sent.length);
});

test("once the row that was sought is sent, a row that goes back in time is sent again as any late one", async () => {
  const desk = new Desk({ rows: [0, 1_000, 9_000, 2_000, 9_500], plan: original });
  await desk.settle();
  await desk.control({ kind: "seek", eventTime: 8_000 });
  await desk.turnBy(second);
  expect(lines(desk)).toEqual([2, 4, 5, 6]);
  expect(desk.recording.status.rows).toMatchObject({ sent: 4, skipped: 1, late: 1 });
});

test("a seek back begins a new run at the row it names", async () => {
  const desk = new Desk({ rows: everySecond(5), plan: original });
  await desk.turnBy(3 * second);
  await desk.control({ kind: "seek", eventTime: 1_500 });
  await desk.turnBy(2 * second);
  expect(desk.sent.map(({ line, replay }) => `${line} ${replay.split(".")[2]}`)).toEqual([
    "2 1",
    "3 1",
    "4 1",
    "5 1",
    "4 2",
    "5 2",
    "6 2",
  ]);
  expect(desk.recording.status).toMatchObject({ state: "finished", run: 2, rows: { read: 3 } });
});

test("a seek to where one has jumped over already is a seek back", async () => {
  const desk = new Desk({
    rows: [0, 60_000, 120_000, 180_000],
    plan: { ...original, order: { by: "sort" } },
  });
  await desk.settle();
  await desk.control({ kind: "pause" });
  await desk.control({ kind: "seek", eventTime: 150_000 });
  await desk.control({ kind: "seek", eventTime: 50_000 });
  await desk.control({ kind: "resume" });
  expect(desk.sent.map(({ line, replay }) => `${line} ${replay.split(".")[2]}`)).toEqual(["2 1", "3 2"]);
});

test("a finished replay stays open, and runs again as a new run", async () => {
  const desk = new Desk({ rows: [0, 1], plan: { whenDone: "stay" } });
  await desk.settle();
  expect(desk.recording.status).toMatchObject({ state: "finished", run: 1 });
  expect(desk.isOver).toBe(false);
  await desk.turnBy(7_000);
  await desk.control({ kind: "again" });
  expect(lines(desk)).toEqual([2, 3, 2, 3]);
  expect(desk.recording.status).toMatchObject({
    state: "finished",
    replay: "20261122T120007Z.01234567.2.1",
    rows: { read: 2 },
  });
});

test("what makes no sense is refused with words", async () => {
  const desk = new Desk({ rows: [0], plan: { whenDone: "stay" } });
  expect(() => desk.recording.control({ kind: "pause" })).toThrow(
    /nothing can be controlled here now: waits for its turn/,
  );
  await desk.settle();
  expect(() => desk.recording.control({ kind: "pause" })).toThrow(/has finished: there is nothing to pause/);
});

test("a paused replay stays paused through a crash, and at the pace it was given", async () => {
  const desk = new Desk({ rows: everySecond(4), plan: original });
  await desk.settle();
  await desk.control({ kind: "pace", pace: { by: "speed", speed: 5 } });
  await desk.control({ kind: "pause" });
  await desk.crash(true);
  await desk.turnBy(60_000);
  expect(desk.recording.status).toMatchObject({ state: "paused", pace: { by: "speed", speed: 5 } });
  expect(lines(desk)).toEqual([2]);
});

test("another configured pace counts more than what was set by hand before", async () => {
  const desk = new Desk({ rows: everySecond(4), plan: original });
  await desk.settle();
  await desk.control({ kind: "pause" });
  await desk.crash(true, { pace: { by: "max" } });
  await desk.settle();
  expect(lines(desk)).toEqual([2, 3, 4, 5]);
});

test("a control whose passage was not written is done again, and once", async () => {
  const desk = new Desk({ rows: everySecond(4), plan: original });
  await desk.turnBy(second);
  desk.isBrokerAway = true;
  await desk.control({ kind: "again" });
  await desk.crash(false);
  desk.isBrokerAway = false;
  await desk.turnBy(10 * second);
  expect(desk.recording.status).toMatchObject({ run: 2, rows: { sent: 4 } });
  await desk.crash(false);
  await desk.turnBy(10 * second);
  expect(desk.recording.status).toMatchObject({ run: 2, rows: { sent: 4 } });
});

test("asked to run again before it ever ran, it runs once", async () => {
  const desk = new Desk({ rows: [0, 1] });
  desk.recording.request({ kind: "again" });
  await desk.runToEnd();
  expect(lines(desk)).toEqual([2, 3]);
  expect(desk.recording.status.run).toBe(1);
});

test("asked to begin again, it begins with the first row, whatever else was asked for in the same moment", async () => {
  const desk = new Desk({ rows: [0, 1, 2, 3], plan: { whenDone: "stay" } });
  await desk.settle();
  desk.recording.request({ kind: "seek", eventTime: 2 });
  await desk.control({ kind: "again" });
  expect(lines(desk).slice(4)).toEqual([2, 3, 4, 5]);
  expect(desk.recording.status).toMatchObject({ run: 2, rows: { sent: 4, skipped: 0 } });
});

test("asked to begin again, it is not paused, though another window makes it a new run anyway", async () => {
  const desk = new Desk({ rows: everySecond(4), plan: original });
  await desk.turnBy(second);
  await desk.control({ kind: "pause" });
  await desk.crash(true, { from: second });
  desk.recording.request({ kind: "again" });
  await desk.runToEnd();
  expect(desk.recording.status).toMatchObject({ state: "finished", run: 2, rows: { sent: 3 } });
});

test("a seek onwards in a sorted file goes back behind no row that was buried", async () => {
  const plan = { ...original, order: { by: "sort" } } as const;
  const desk = new Desk({ rows: [0, 4 * second, 9 * second, 20 * second, 30 * second], plan, refused: [3] });
  await desk.turnBy(5 * second);
  expect(desk.buried.map(({ ordinal }) => ordinal)).toEqual([3]);
  await desk.control({ kind: "seek", eventTime: 3 * second });
  expect([lines(desk), desk.buried.length]).toEqual([[2, 4], 1]);
  await desk.control({ kind: "seek", eventTime: 25 * second });
  expect(lines(desk)).toEqual([2, 4, 6]);
  expect(desk.recording.status).toMatchObject({ run: 1, rows: { read: 4, sent: 3, buried: 1 } });
});
