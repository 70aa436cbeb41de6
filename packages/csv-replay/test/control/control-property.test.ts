import fc from "fast-check";
import type { Pace } from "../../src/replay-status.ts";
import { Desk } from "../fake/desk.ts";
import type { FakeRow } from "../fake/fake-source.ts";

const pace: fc.Arbitrary<Pace> = fc.oneof(
  fc.record({ by: fc.constant("speed" as const), speed: fc.constantFrom(0.5, 1, 3, 10, 1_000) }),
  fc.record({ by: fc.constant("rate" as const), rowsPerSecond: fc.constantFrom(0.1, 2, 50) }),
);

type Step =
  | { readonly do: "turn"; readonly ms: number }
  | { readonly do: "pause" | "resume" | "cut" | "mend" }
  | { readonly do: "pace"; readonly pace: Pace }
  | { readonly do: "crash"; readonly isProcess: boolean }
  | { readonly do: "seek"; readonly from: "start" | "here"; readonly ms: number }
  | { readonly do: "again" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("turn" as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ do: fc.constantFrom("pause" as const, "resume" as const, "cut" as const, "mend" as const) }),
  fc.record({ do: fc.constant("pace" as const), pace }),
  fc.record({ do: fc.constant("crash" as const), isProcess: fc.boolean() }),
);

const seek = (from: "start" | "here", bounds: { readonly min: number; readonly max: number }) =>
  fc.record({ do: fc.constant("seek" as const), from: fc.constant(from), ms: fc.integer(bounds) });

/** Also what begins other runs. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: step, weight: 3 },
  { arbitrary: seek("start", { min: -9_000, max: 90_000 }), weight: 1 },
  { arbitrary: seek("here", { min: -500, max: 3_000 }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("again" as const) }), weight: 1 },
);

/** Gaps of 0 to 5 s, back in time now and then, and bad rows. */
const row = fc.oneof(
  { arbitrary: fc.integer({ min: -2_000, max: 5_000 }), weight: 6 },
  { arbitrary: fc.constant("bad" as const), weight: 1 },
);

const fileStart = 1_000_000;

const fileOf = (gaps: readonly FakeRow[]): FakeRow[] => {
  let time = fileStart;
  return gaps.map((gap) => {
    if (gap === "bad") return gap;
    time += gap;
    return time;
  });
};

async function doStep(desk: Desk, { ...action }: Step): Promise<void> {
  if (action.do === "turn") return desk.turnBy(action.ms);
  if (action.do === "crash") return desk.crash(action.isProcess);
  if (action.do === "cut" || action.do === "mend") {
    desk.isBrokerAway = action.do === "cut";
    return desk.settle();
  }
  if (["waiting", "finished"].includes(desk.recording.status.state)) return;
  if (action.do === "pace") return desk.control({ kind: "pace", pace: action.pace });
  if (action.do === "seek") {
    const here = desk.recording.status.eventTime ?? fileStart;
    const eventTime = (action.from === "here" ? here : fileStart) + action.ms;
    return desk.control({ kind: "seek", eventTime });
  }
  await desk.control({ kind: action.do });
}

test("whatever is paused, resumed, repaced, cut or killed: every row once, in order, read is sent and buried", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 40 }),
      fc.array(step, { maxLength: 25 }),
      pace,
      fc.integer({ min: 1, max: 7 }),
      async (gaps, steps, configured, batch) => {
        const rows = fileOf(gaps);
        const desk = new Desk({ rows, batch, plan: { pace: configured, whenDone: "stay" } });
        for (const action of steps) await doStep(desk, action);
        desk.isBrokerAway = false;
        await desk.settle();
        if (desk.recording.status.state === "paused") await desk.control({ kind: "resume" });
        await desk.runToEnd();
        const numbered = rows.map((content, index) => ({ content, line: index + 2 }));
        const good = numbered.filter(({ content }) => content !== "bad").map(({ line }) => line);
        const bad = numbered.filter(({ content }) => content === "bad").map(({ line }) => line);
        expect(desk.sent.map(({ line }) => line)).toEqual(good);
        expect(desk.buried.map(({ ordinal }) => ordinal)).toEqual(bad);
        for (const { progress } of desk.passages) expect(progress.run).toBe(1);
        const { state, rows: counts } = desk.recording.status;
        expect(state).toBe("finished");
        expect(counts).toMatchObject({
          read: rows.length,
          sent: good.length,
          buried: bad.length,
          skipped: 0,
        });
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test("whatever is paused and resumed, the end comes after the span at its speed and the time of the pauses", async () => {
  const naps = fc.array(
    fc.record({ run: fc.integer({ min: 0, max: 4_000 }), sleep: fc.integer({ min: 1, max: 9_999 }) }),
    {
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 30 }),
      naps,
      fc.constantFrom(1, 2, 4, 8),
      async (gaps, pauses, speed) => {
        const rows = fileOf(gaps);
        const desk = new Desk({ rows, plan: { pace: { by: "speed", speed }, whenDone: "stay" } });
        await desk.settle();
        let slept = 0;
        for (const { run, sleep } of pauses) {
          await desk.turnBy(run);
          if (desk.recording.status.state === "finished") break;
          await desk.control({ kind: "pause" });
          await desk.turnBy(sleep);
          await desk.control({ kind: "resume" });
          slept += sleep;
        }
        await desk.runToEnd();
        const span = Number(rows.at(-1)) - Number(rows[0]);
        expect(desk.sent.at(-1)?.handedOverAt).toBe(span / speed + slept);
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

test("whatever is sought and begun again: no row of a run comes twice or out of order, and each run's numbers add up", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.array(anyStep, { maxLength: 25 }),
      pace,
      fc.constantFrom("file" as const, "sort" as const),
      fc.array(fc.integer({ min: 2, max: 41 }), { maxLength: 6 }),
      async (gaps, steps, configured, by, refused) => {
        const inFile = fileOf(gaps);
        const good = inFile.filter((content) => content !== "bad").sort((a, b) => a - b);
        // What is sorted has no bad rows between: they stand where the sort puts them, at the end.
        const rows = by === "sort" ? [...good, ...inFile.filter((content) => content === "bad")] : inFile;
        const desk = new Desk({ rows, refused, plan: { pace: configured, whenDone: "stay", order: { by } } });
        for (const action of steps) await doStep(desk, action);
        desk.isBrokerAway = false;
        await desk.settle();
        if (desk.recording.status.state === "paused") await desk.control({ kind: "resume" });
        await desk.runToEnd();
        expect(desk.recording.status.state).toBe("finished");
        const runs = Map.groupBy(desk.sent, ({ replay }) => replay);
        for (const [replay, sent] of runs) {
          const lines = sent.map(({ line }) => line);
          expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
          const last = desk.passages.findLast(
            ({ progress: { run } }) => String(run) === replay.split(".")[2],
          );
          expect(last?.progress.rows.sent).toBe(sent.length);
        }
        const letters = Map.groupBy(desk.buried, ({ headers }) => headers["row-replay"]);
        for (const ofRun of letters.values())
          expect(new Set(ofRun.map(({ ordinal }) => ordinal)).size).toBe(ofRun.length);
        const { read, sent, buried, skipped } = desk.recording.status.rows;
        expect(read).toBe(sent + buried);
        expect(read + skipped).toBeLessThanOrEqual(rows.length);
      },
    ),
    { numRuns: 2_000 },
  );
}, 60_000);
