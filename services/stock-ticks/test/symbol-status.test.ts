import { exchange } from "@tributary/exchange-hours";
import type { StatusEvent, SymbolDescription } from "../src/provider.ts";
import { SymbolStatus } from "../src/symbol-status.ts";
import { description } from "./a-bar.ts";
import { MovingClock } from "./moving-clock.ts";

/** A Wednesday, half an hour after New York has opened. */
const open = Date.parse("2026-09-23T14:00Z");
const staleAfterMs = 60_000;

function scene(at = open, over: Partial<SymbolDescription> = {}) {
  const clock = new MovingClock(at);
  const own = { ...description, ...over };
  const hours = exchange(own.exchange);
  const status = new SymbolStatus({
    description: own,
    source: "yahoo",
    exchange: hours,
    staleAfterMs,
    clock,
  });
  status.begin();
  return { clock, status };
}

const event = (state: StatusEvent["state"], over: Partial<StatusEvent> = {}): StatusEvent => ({
  kind: "status",
  state,
  sinceAt: open - 5_000,
  lastTickAt: null,
  nextOpenAt: null,
  delaySeconds: null,
  reason: null,
  observedAt: open,
  ...over,
});

test("within the hours it is open, and told once", () => {
  const { status } = scene();
  expect(status.look()).toEqual({
    symbol: "ACME",
    exchange: "XNYS",
    state: "open",
    sinceAt: open,
    lastTickAt: null,
    nextOpenAt: null,
    delaySeconds: null,
    reason: null,
    source: "yahoo",
    observedAt: open,
  });
  expect(status.look()).toBeUndefined();
});

test("out of the hours it is closed, with the next opening", () => {
  const { status, clock } = scene(Date.parse("2026-09-23T19:59:59Z"));
  expect(status.look()?.state).toBe("open");
  clock.at += 1_000;
  expect(status.look()).toMatchObject({
    state: "closed",
    nextOpenAt: Date.parse("2026-09-24T13:30Z"),
    sinceAt: Date.parse("2026-09-23T20:00Z"),
  });
});

test("a night without ticks is no silence when the exchange opens", () => {
  const { status, clock } = scene(Date.parse("2026-09-23T13:29:59Z"));
  status.look();
  clock.at += 2_000;
  expect(status.look()?.state).toBe("open");
});

test("while it is open, no tick for too long is stale, from when it was too long; the next tick ends it", () => {
  const { status, clock } = scene();
  status.tick(open - 100, true);
  status.look();
  clock.at += staleAfterMs;
  expect(status.look()).toBeUndefined();
  clock.at += 2_000;
  expect(status.look()).toMatchObject({
    state: "stale",
    sinceAt: open + staleAfterMs,
    lastTickAt: open - 100,
    reason: "no tick for more than 60 s",
  });
  status.tick(clock.at, true);
  expect(status.look()).toMatchObject({ state: "open", lastTickAt: clock.at, sinceAt: clock.at });
});

test("a wall clock that is set by an hour is no silence", () => {
  const { status, clock } = scene();
  const steady = clock.elapsed();
  clock.elapsed = () => steady;
  status.look();
  clock.at += 3_600_000;
  expect(status.look()).toBeUndefined();
});

test("history is no sign of life", () => {
  const { status, clock } = scene();
  status.look();
  clock.at += staleAfterMs + 1;
  status.tick(clock.at, false);
  expect(status.look()?.state).toBe("stale");
});

test.each(["stale", "halted", "closed"] as const)(
  "a provider's %s holds within the hours, with its reason",
  (state) => {
    const { status } = scene();
    status.tell(event(state, { reason: "because", nextOpenAt: open + 9 }));
    expect(status.look()).toMatchObject({
      state,
      reason: "because",
      nextOpenAt: open + 9,
      sinceAt: open - 5_000,
    });
  },
);

test("what a provider tells anew begins when its state did, not when its words changed", () => {
  const { status } = scene();
  status.tell(event("stale", { reason: "next try in 60 s" }));
  status.look();
  status.tell(event("stale", { reason: "next try in 120 s", sinceAt: open + 60_000 }));
  expect(status.look()).toMatchObject({ reason: "next try in 120 s", sinceAt: open - 5_000 });
});

test("ticks that come although the provider had given up end its stale; a halt they do not", () => {
  const { status } = scene();
  status.tell(event("stale"));
  status.tick(open, true);
  expect(status.look()?.state).toBe("open");
  status.tell(event("halted"));
  status.tick(open, true);
  expect(status.look()?.state).toBe("halted");
});

test("a delayed source is delayed while it is open, closed by the hours, and stale when it is silent", () => {
  const { status, clock } = scene();
  status.tell(event("delayed", { delaySeconds: 900 }));
  expect(status.look()).toMatchObject({ state: "delayed", delaySeconds: 900 });
  clock.at += staleAfterMs + 1;
  expect(status.look()).toMatchObject({ state: "stale" });
  clock.at = Date.parse("2026-09-23T20:00Z");
  expect(status.look()).toMatchObject({ state: "closed" });
});

test("the first tick is told at once, then the newest alone every five seconds", () => {
  const { status, clock } = scene();
  status.look();
  status.tick(clock.at, true);
  expect(status.look()).toMatchObject({ lastTickAt: open, state: "open" });
  const told: number[] = [];
  for (let second = 1; second <= 20; second++) {
    clock.at += 1_000;
    status.tick(clock.at, true);
    const status_ = status.look();
    if (status_ !== undefined) told.push(second);
  }
  expect(told).toEqual([5, 10, 15, 20]);
});

test("where the provider tells all, neither hours nor silence do", () => {
  const { status, clock } = scene(Date.parse("2026-09-26T14:00Z"), { statusBy: "provider" });
  expect(status.look()).toBeUndefined();
  status.tell(event("open"));
  expect(status.look()?.state).toBe("open");
  clock.at += staleAfterMs * 10;
  expect(status.look()).toBeUndefined();
});
