import { keyControl } from "../../src/command/key-controls.ts";
import { statusOf } from "../fake/status.ts";

test("space pauses what runs and resumes what is paused", () => {
  expect(keyControl(" ", statusOf({ state: "running" }))).toEqual({ kind: "pause" });
  expect(keyControl(" ", statusOf({ state: "paused" }))).toEqual({ kind: "resume" });
});

test("plus and minus double and halve a speed and a rate, and leave max alone", () => {
  const speed = statusOf({ pace: { by: "speed", speed: 10 } });
  expect(keyControl("+", speed)).toEqual({ kind: "pace", pace: { by: "speed", speed: 20 } });
  expect(keyControl("-", speed)).toEqual({ kind: "pace", pace: { by: "speed", speed: 5 } });
  const rate = statusOf({ pace: { by: "rate", rowsPerSecond: 3 } });
  expect(keyControl("-", rate)).toEqual({ kind: "pace", pace: { by: "rate", rowsPerSecond: 1.5 } });
  expect(keyControl("+", statusOf({ pace: { by: "max" } }))).toBeUndefined();
});

test("q and Ctrl+C stop, all else does nothing", () => {
  expect(keyControl("q", statusOf())).toBe("stop");
  expect(keyControl("\u0003", statusOf())).toBe("stop");
  expect(keyControl("x", statusOf())).toBeUndefined();
});
