import type { ProviderEvent } from "../../src/provider.ts";
import { type ReplayOptions, replayProvider } from "../../src/replay/replay-provider.ts";
import { aBar, description, minute } from "../a-bar.ts";
import { MovingClock } from "../moving-clock.ts";

const bars = [1, 2, 3, 4].map((price, index) => {
  const { final: _, observedAt: __, ...bar } = aBar(index, price, { high: price + 1 });
  return bar;
});
const recordings = [{ description: { ...description, statusBy: "provider" as const }, bars }];

async function played(over: Partial<ReplayOptions> = {}, since?: number) {
  const clock = new MovingClock(1_000_000);
  const provider = replayProvider({ recordings, speed: 60, liveBars: 2, clock, ...over });
  const events: (readonly [at: number, event: ProviderEvent])[] = [];
  for await (const event of provider.follow("ACME", { since, signal: new AbortController().signal }))
    events.push([clock.at - 1_000_000, event]);
  return events;
}

const told = ([at, event]: readonly [number, ProviderEvent]) =>
  event.kind === "status"
    ? [at, event.state, event.reason]
    : [
        Math.round(at),
        event.isHistory,
        ...event.bars.map(({ openTime, close, final }) => [(openTime - minute(0)) / 60_000, close, final]),
      ];

test("history at once, then each bar from open to close in its time, and closed at the end", async () => {
  expect((await played()).map(told)).toEqual([
    [0, "open", "a recording, 60 times as fast"],
    [0, true, [0, 1, true], [1, 2, true]],
    [0, false, [2, 3, false]],
    [333, false, [2, 3, false]],
    [667, false, [2, 4, false]],
    [1000, false, [2, 3, true]],
    [1000, false, [3, 4, false]],
    [1333, false, [3, 4, false]],
    [1667, false, [3, 5, false]],
    [2000, false, [3, 4, true]],
    [2000, "closed", "the recording is at its end"],
  ]);
});

test("after a restart it goes on behind the last closed bar; what was sent comes as history", async () => {
  const events = await played({}, minute(2));
  expect(events.map(told).slice(0, 3)).toEqual([
    [0, "open", "a recording, 60 times as fast"],
    [0, true, [0, 1, true], [1, 2, true], [2, 3, true]],
    [0, false, [3, 4, false]],
  ]);
});

test("restarted at its end it is closed at once", async () => {
  expect((await played({}, minute(3))).map(told).at(-1)).toEqual([
    0,
    "closed",
    "the recording is at its end",
  ]);
  expect(await played({}, minute(3))).toHaveLength(2);
});

test("a process that stood still does not make up for it", async () => {
  const clock = new MovingClock(0);
  const provider = replayProvider({ recordings, speed: 60, liveBars: 2, clock });
  const at: number[] = [];
  for await (const event of provider.follow("ACME", {
    since: undefined,
    signal: new AbortController().signal,
  })) {
    if (event.kind !== "bars" || event.isHistory) continue;
    at.push(clock.at);
    if (at.length === 2) clock.at += 3_600_000;
  }
  const [, , third = 0, fourth = 0, , , , last = 0] = at;
  expect(third).toBeGreaterThanOrEqual(3_600_000);
  expect(fourth - third).toBeCloseTo(1000 / 3);
  expect(last - third).toBeCloseTo(4000 / 3);
});

test("a signal ends it in the middle, and what it does not have it does not know", async () => {
  const stop = new AbortController();
  const provider = replayProvider({ recordings, speed: 60, liveBars: 2, clock: new MovingClock(0) });
  let live = 0;
  for await (const event of provider.follow("ACME", { since: undefined, signal: stop.signal })) {
    if (event.kind === "bars" && !event.isHistory) live++;
    if (live === 3) stop.abort();
  }
  expect(live).toBe(3);
  expect(await provider.describe("ACME", stop.signal)).toMatchObject({ name: "Acme Corporation" });
  expect(await provider.describe("OTHER", stop.signal)).toBeUndefined();
});
