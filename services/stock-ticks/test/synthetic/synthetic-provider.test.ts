import type { ProviderBar, ProviderEvent } from "../../src/provider.ts";
import { type SyntheticOptions, syntheticProvider } from "../../src/synthetic/synthetic-provider.ts";
import { MovingClock } from "../moving-clock.ts";

const minuteMs = 60_000;
const begin = Date.parse("2026-09-23T14:00:20Z");
const calm = {
  seed: 1,
  hours: "24-7",
  historyMinutes: 30,
  haltEveryMinutes: 0,
  splitEveryMinutes: 0,
  lateShare: 0,
} as const;

interface Run extends Partial<Omit<SyntheticOptions, "clock">> {
  readonly from?: number;
  readonly minutes: number;
  readonly oldest?: number;
}

/** All that is told of a symbol in so many minutes. */
async function told({ from = begin, minutes, oldest, ...over }: Run) {
  const stop = new AbortController();
  const clock = new MovingClock(from, { at: from + minutes * minuteMs, stop });
  const provider = syntheticProvider({ ...calm, ...over, clock });
  const events: ProviderEvent[] = [];
  const options = { since: undefined, oldest, signal: stop.signal };
  for await (const event of provider.follow("ALDER.SYN", options)) events.push(event);
  return events;
}

const barsOf = (events: readonly ProviderEvent[]) =>
  events.flatMap((event) => (event.kind === "bars" ? event.bars : []));
/** The newest state of each bar. */
const newest = (events: readonly ProviderEvent[]) =>
  new Map(barsOf(events).map((bar): [number, ProviderBar] => [bar.openTime, bar]));

test("history at once, then ticks of the forming bar, and each bar closes once its minute is over", async () => {
  const events = await told({ minutes: 5 });
  const [status, history, ...live] = events;
  expect(status).toMatchObject({ kind: "status", state: "open" });
  expect(history).toMatchObject({ kind: "bars", isHistory: true });
  expect(barsOf([...(history === undefined ? [] : [history])]).every(({ final }) => final)).toBe(true);
  expect(live.every((event) => event.kind === "bars" && !event.isHistory)).toBe(true);
  const closed = barsOf(live).filter(({ final }) => final);
  expect(closed.map(({ openTime }) => openTime)).toEqual(
    [0, 1, 2, 3, 4].map((at) => begin - 20_000 + at * minuteMs),
  );
  expect(barsOf(live).length).toBeGreaterThan(5 * 150);
});

test("a restart anywhere goes on without a jump: all bars are what one life would have told", async () => {
  const [one, first, second] = await Promise.all([
    told({ minutes: 10 }),
    told({ minutes: 3.7 }),
    told({ from: begin + 5.2 * minuteMs, minutes: 4.8 }),
  ]);
  const restarted = newest([...first, ...second]);
  const whole = newest(one);
  for (const [openTime, bar] of whole) expect(restarted.get(openTime)).toEqual(bar);
  expect(restarted.size).toBe(whole.size);
});

test("history reaches back to the oldest bar that was ever sent", async () => {
  const oldest = Math.floor(begin / minuteMs - 100) * minuteMs;
  expect(Math.min(...newest(await told({ minutes: 1, oldest })).keys())).toBe(oldest);
});

test("a split tells all of history anew, oldest first, in the new shares", async () => {
  const events = await told({ minutes: 60, splitEveryMinutes: 60, historyMinutes: 700 });
  const restated = events.findLastIndex((event) => event.kind === "bars" && event.isHistory);
  const [before, after] = [newest(events.slice(0, restated - 1)), newest(events)];
  const times = barsOf(events.filter((event) => event.kind === "bars" && event.isHistory)).map(
    ({ openTime }) => openTime,
  );
  const again = times.slice(times.lastIndexOf(Math.min(...times)));
  expect(again).toEqual([...again].sort((one, other) => one - other));
  expect(again.length).toBeGreaterThan(700);
  const oldest = Math.min(...times);
  expect([2, 0.5]).toContain((before.get(oldest)?.close ?? 0) / (after.get(oldest)?.close ?? 0));
});

test("a late trade corrects its closed bar", async () => {
  const events = await told({ minutes: 10, lateShare: 1 });
  const live = barsOf(events.filter((event) => event.kind === "bars" && !event.isHistory)).filter(
    ({ final }) => final,
  );
  const states = Map.groupBy(live, ({ openTime }) => openTime);
  const [early, corrected] = states.get(begin - 20_000 + minuteMs) ?? [];
  expect(corrected?.volume).toBeGreaterThan(early?.volume ?? 0);
  expect(corrected?.observedAt).toBeGreaterThanOrEqual((early?.openTime ?? 0) + minuteMs + 20_000);
});

test("a halt is told when it begins, with its end, and when it is over", async () => {
  const events = await told({ minutes: 130, haltEveryMinutes: 60 });
  const statuses = events.filter((event) => event.kind === "status");
  const [halted, open] = statuses.slice(statuses.findIndex(({ state }) => state === "halted"));
  expect(halted).toMatchObject({ state: "halted", reason: "trade is suspended" });
  expect(open?.state).toBe("open");
  const within = (at: number) => at >= (halted?.sinceAt ?? 0) && at < (halted?.nextOpenAt ?? 0);
  expect([...newest(events).keys()].some(within)).toBe(false);
  expect(open?.observedAt).toBeGreaterThanOrEqual(halted?.nextOpenAt ?? Number.POSITIVE_INFINITY);
});

test("a process that stood still tells the minutes it missed, all of them closed", async () => {
  const stop = new AbortController();
  const clock = new MovingClock(begin);
  const provider = syntheticProvider({ ...calm, clock });
  const openTimes = new Set<number>();
  let live = 0;
  for await (const event of provider.follow("ALDER.SYN", { since: undefined, signal: stop.signal })) {
    if (event.kind !== "bars") continue;
    for (const { openTime, final } of event.bars) if (final) openTimes.add(openTime);
    if (!event.isHistory) live++;
    if (live === 3) clock.at += 10 * minuteMs;
    if (live === 6) stop.abort();
  }
  const minute = Math.floor(begin / minuteMs);
  const expected = Array.from({ length: 40 }, (_, index) => (minute - 30 + index) * minuteMs);
  expect(expected.filter((openTime) => !openTimes.has(openTime)).length).toBeLessThanOrEqual(1);
});

test("out of New York's hours it is closed, and says when it opens", async () => {
  const from = Date.parse("2026-09-26T14:00Z");
  const events = await told({ from, minutes: 5, hours: "SYNTH" });
  expect(events[0]).toMatchObject({ state: "closed", nextOpenAt: Date.parse("2026-09-28T13:30Z") });
  expect(events).toHaveLength(1);
});
