import { ConfigError, load } from "@tributary/config";
import { replayConfig, replayValues } from "../../src/service/replay-config.ts";
import { replayPlan } from "../../src/service/replay-plan.ts";

const planOf = (env: Record<string, string>, defaults: { readonly from?: string } = {}) =>
  replayPlan("GAUGE", replayValues("GAUGE", load(replayConfig("GAUGE"), env)), {
    order: { by: "file" },
    speed: "10",
    ...defaults,
  });

test("without any variable a file is replayed ten times as fast, once, in its order, and stays open", () => {
  expect(planOf({})).toEqual({
    pace: { by: "speed", speed: 10 },
    gapCapMs: undefined,
    from: undefined,
    to: undefined,
    isLooping: false,
    rebase: "off",
    order: { by: "file" },
    maxBad: undefined,
    whenDone: "stay",
  });
});

test("what begins later by default does so only where neither begin nor end is named", () => {
  const defaults = { from: "2015-02-01" };
  expect(planOf({}, defaults).from).toBe(Date.UTC(2015, 1, 1));
  expect(planOf({ GAUGE_FROM: "2015-03-01" }, defaults).from).toBe(Date.UTC(2015, 2, 1));
  expect(planOf({ GAUGE_TO: "2015-01-05" }, defaults).from).toBeUndefined();
});

test("every variable has its place in the plan", () => {
  const plan = planOf({
    GAUGE_RATE: "2.5",
    GAUGE_GAP_CAP_MS: "300000",
    GAUGE_FROM: "2015-02-01",
    GAUGE_TO: "2015-02-28",
    GAUGE_LOOP: "true",
    GAUGE_REBASE: "now",
    GAUGE_ORDER: "buffer",
    GAUGE_LATENESS_MS: "5000",
    GAUGE_MAX_BAD: "0",
    GAUGE_WHEN_DONE: "exit",
  });
  expect(plan).toEqual({
    pace: { by: "rate", rowsPerSecond: 2.5 },
    gapCapMs: 300_000,
    from: Date.UTC(2015, 1, 1),
    to: Date.UTC(2015, 2, 1),
    isLooping: true,
    rebase: "now",
    order: { by: "buffer", latenessMs: 5_000 },
    maxBad: 0,
    whenDone: "exit",
  });
});

test("the last day is sent whole, an instant is where it ends", () => {
  expect(planOf({ GAUGE_TO: "2016-02-29" }).to).toBe(Date.UTC(2016, 2, 1));
  expect(planOf({ GAUGE_TO: "2015-02-28T06:00Z" }).to).toBe(Date.UTC(2015, 1, 28, 6));
  expect(planOf({ GAUGE_FROM: "2015-02-28T06:00+02:00" }).from).toBe(Date.UTC(2015, 1, 28, 4));
});

test.each(["max", "0.5", "1e3", "100000"])("speed %s is one", (speed) => {
  expect(planOf({ GAUGE_SPEED: speed }).pace).toEqual(
    speed === "max" ? { by: "max" } : { by: "speed", speed: Number(speed) },
  );
});

test.each([
  [{ GAUGE_SPEED: "10", GAUGE_RATE: "5" }, /GAUGE_RATE: given "5", expected no rate beside GAUGE_SPEED/],
  [{ GAUGE_SPEED: "0" }, /GAUGE_SPEED: given "0", expected a number above 0, or max/],
  [{ GAUGE_SPEED: "fast" }, /GAUGE_SPEED/],
  [{ GAUGE_SPEED: "-1" }, /GAUGE_SPEED/],
  [{ GAUGE_SPEED: "Infinity" }, /GAUGE_SPEED/],
  [{ GAUGE_RATE: "0" }, /GAUGE_RATE: given "0", expected a number above 0/],
  [{ GAUGE_FROM: "2015-02-30" }, /GAUGE_FROM: given "2015-02-30", expected a day/],
  [{ GAUGE_FROM: "2015-02-01T06:00" }, /GAUGE_FROM/],
  [
    { GAUGE_FROM: "2015-03-01", GAUGE_TO: "2015-02-28" },
    /GAUGE_TO: given "2015-02-28", expected a time after GAUGE_FROM/,
  ],
  [
    { GAUGE_LATENESS_MS: "5" },
    /GAUGE_LATENESS_MS: given "5", expected nothing where rows are in the order file/,
  ],
  [{ GAUGE_REBASE: "yesterday" }, /GAUGE_REBASE/],
])("%j is refused", (env, words) => {
  expect(() => planOf(env as Record<string, string>)).toThrow(words);
  expect(() => planOf(env as Record<string, string>)).toThrow(ConfigError);
});

test("all faults are told at once", () => {
  expect(() => planOf({ GAUGE_SPEED: "x", GAUGE_FROM: "y" })).toThrow(/GAUGE_SPEED.*\n.*GAUGE_FROM/);
});
