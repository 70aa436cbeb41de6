/**
 * How true to time a replay is: at ×k a file that spans S should take S/k, its gaps kept; how soon a change of pace acts;
 * what a paused replay costs; how soon readers see what is written. Prints one JSON document.
 *
 *     node packages/testing/bench/replay-pace.ts [--only pace,changes,paused,visible]
 *
 * Times are the broker's, by which a record was written, so they hold whatever a transaction waits for.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { eventually } from "../src/eventually.ts";
import { usageOf } from "../src/process-usage.ts";
import type { Chain } from "../test/flights/chain.ts";
import { writeFlights } from "../test/flights/flights-file.ts";
import { type Arrival, Arrivals } from "./flights/arrivals.ts";
import { Stand } from "./flights/stand.ts";
import { writeTimetable } from "./flights/timetable.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "pace,changes,paused,visible" } },
});
const parts = values.only.split(",");
const say = (line: string) => console.error(line);
const minuteMs = 60_000;
const everyMinute = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

const folder = await mkdtemp(join(tmpdir(), "tributary-pace-"));
const stand = await Stand.open();
const arrivals = await Arrivals.open(stand);

/** Runs a producer on a file, and hands over while it runs. */
async function replaying<T>(
  file: string,
  pace: Readonly<Record<string, string>>,
  work: (chain: Chain) => Promise<T>,
): Promise<T> {
  const chain = stand.chain({ producer: { FLIGHT_FILE: file, FLIGHT_WHEN_DONE: "stay", ...pace } });
  try {
    await chain.producer.scale(1);
    return await work(chain);
  } finally {
    await chain.end();
  }
}

/** Resolves when the first rows are in the log. */
async function sending(chain: Chain): Promise<void> {
  await eventually(async () => {
    if ((await chain.status()).rows.sent === 0) throw new Error("nothing is sent yet");
  }, 60_000);
}

/** All flights of the replay, once it has finished and the reader has them. */
async function finished(chain: Chain): Promise<readonly Arrival[]> {
  const status = await eventually(async () => {
    const now = await chain.status();
    if (now.state !== "finished") throw new Error(`the replay is ${now.state}: ${now.detail}`);
    return now;
  }, 600_000);
  return eventually(() => {
    const own = arrivals.all.filter(({ replay }) => replay === status.replay);
    if (own.length < status.rows.sent) throw new Error(`${own.length} of ${status.rows.sent} have been seen`);
    return own;
  });
}

/** A file of `spanMinutes`, the middle half of which is empty, at ×speed. */
async function paceOf(speed: number, spanMinutes: number) {
  const file = join(folder, `span-${spanMinutes}.csv`);
  const early = everyMinute(0, Math.floor(spanMinutes / 4));
  const late = everyMinute(Math.ceil((spanMinutes * 3) / 4), spanMinutes);
  await writeTimetable(file, [...early, ...late], 3);
  const rows = await replaying(file, { FLIGHT_SPEED: String(speed) }, finished);
  const byEvent = rows.toSorted((a, b) => a.eventTime - b.eventTime);
  const [first, last] = [byEvent[0], byEvent.at(-1)];
  const before = byEvent.filter(
    ({ eventTime }) => eventTime === (first?.eventTime ?? 0) + (early.at(-1) ?? 0) * minuteMs,
  );
  const after = byEvent.filter(
    ({ eventTime }) => eventTime === (first?.eventTime ?? 0) + (late[0] ?? 0) * minuteMs,
  );
  const took = (last?.appendedAt ?? 0) - (first?.appendedAt ?? 0);
  const gap = (after[0]?.appendedAt ?? 0) - (before.at(-1)?.appendedAt ?? 0);
  const wanted = (spanMinutes * minuteMs) / speed;
  const wantedGap = (((late[0] ?? 0) - (early.at(-1) ?? 0)) * minuteMs) / speed;
  // How far any row was from its own moment, reckoned from the first.
  const offBy = byEvent.map(({ eventTime, appendedAt }) =>
    Math.abs(appendedAt - (first?.appendedAt ?? 0) - (eventTime - (first?.eventTime ?? 0)) / speed),
  );
  return {
    speed,
    spanMinutes,
    rows: rows.length,
    wantedMs: wanted,
    tookMs: took,
    errorPercent: rounded(((took - wanted) / wanted) * 100, 3),
    wantedGapMs: wantedGap,
    gapMs: gap,
    mostOffMs: Math.round(Math.max(...offBy)),
  };
}

/** How long from a request until the log shows that it acts, by five requests of each kind. */
async function changes() {
  const file = join(folder, "day.csv");
  await writeTimetable(file, everyMinute(0, 1_439), 2);
  return replaying(file, { FLIGHT_SPEED: "1" }, async (chain) => {
    await sending(chain);
    const post = async (path: string, body?: unknown) => {
      const [process] = chain.producer.running;
      const response = await fetch(`${await process?.apiUrl()}/replay/${path}`, {
        method: "POST",
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        }),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    };
    const replay = (await chain.status()).replay ?? "";
    const own = () => arrivals.all.filter((each) => each.replay === replay);
    const firstAfter = (instant: number) =>
      eventually(() => {
        const found = own().find(({ appendedAt }) => appendedAt >= instant);
        if (found === undefined) throw new Error("no row has come since");
        return found.appendedAt - instant;
      });
    const results = { faster: [] as number[], pause: [] as number[], resume: [] as number[] };
    for (let time = 0; time < 5; time++) {
      await post("pace", { speed: 1 });
      await sleep(1_500);
      const asked = Date.now();
      await post("pace", { speed: 600 });
      results.faster.push(await firstAfter(asked));
      await sleep(1_000);
      const halted = Date.now();
      await post("pause");
      await sleep(1_500);
      results.pause.push(Math.max(0, (own().at(-1)?.appendedAt ?? 0) - halted));
      const resumed = Date.now();
      await post("resume");
      results.resume.push(await firstAfter(resumed));
      await sleep(500);
    }
    return {
      msFromFasterToFirstRow: results.faster,
      rowsOfOneMinuteLastMs: 100,
      msFromPauseToLastRow: results.pause,
      msFromResumeToFirstRow: results.resume,
    };
  });
}

/** CPU of a producer that is paused, its API open, over three times 30 s. */
async function paused() {
  const file = join(folder, "paused.csv");
  await writeTimetable(file, everyMinute(0, 1_439), 1);
  return replaying(file, { FLIGHT_SPEED: "60" }, async (chain) => {
    const [process] = chain.producer.running;
    if (process === undefined) throw new Error("nobody runs");
    await process.ready(60_000);
    await sending(chain);
    await fetch(`${await process.apiUrl()}/replay/pause`, { method: "POST" });
    await sleep(2_000);
    const seconds = 30;
    const percentOfACore: number[] = [];
    // In the first half minute V8 still clears up what the start has left.
    for (let time = 0; time < 3; time++) {
      const before = usageOf(process.pid).cpuSeconds;
      await sleep(seconds * 1_000);
      percentOfACore.push(rounded(((usageOf(process.pid).cpuSeconds - before) / seconds) * 100));
    }
    const { state } = await chain.status();
    return { state, seconds, percentOfACore };
  });
}

/** From the broker's writing, which is before the commit, until a reader of committed records has it. */
async function visible() {
  const slow = join(folder, "slow.csv");
  const quick = join(folder, "quick.csv");
  await writeTimetable(slow, [100, 101], 20);
  await writeTimetable(quick, everyMinute(200, 240), 20);
  const many = await writeFlights({ folder, rows: 300_000, seed: 7, isSpoilt: false });
  const results = [];
  for (const [pace, file] of [
    ["1", slow],
    ["100", quick],
    ["max", many.path],
  ] as const) {
    const rows = await replaying(file, { FLIGHT_SPEED: pace }, finished);
    const waits = rows.map(({ seenAt, appendedAt }) => seenAt - appendedAt).toSorted((a, b) => a - b);
    const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))];
    results.push({ speed: pace, rows: rows.length, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: waits.at(-1) });
  }
  return results;
}

try {
  const results: Record<string, unknown> = {};
  const note = (name: string, result: unknown) => {
    results[name] = result;
    say(`${name}: ${JSON.stringify(result)}`);
  };
  if (parts.includes("pace"))
    note("pace", [await paceOf(10, 4), await paceOf(60, 24), await paceOf(600, 240)]);
  if (parts.includes("changes")) note("changes", await changes());
  if (parts.includes("paused")) note("paused", await paused());
  if (parts.includes("visible")) note("visible", await visible());
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  console.log(JSON.stringify({ bench: "replay-pace", machine, results }, null, 2));
} finally {
  await arrivals.close();
  await stand.close();
  await rm(folder, { recursive: true, force: true });
}
