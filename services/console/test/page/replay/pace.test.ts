import { bodyOf } from "../../../page/replay/control.ts";
import { isSamePace, paceText, typedPace } from "../../../page/replay/pace.ts";

test("a pace is told as it is asked for", () => {
  expect(paceText({ by: "speed", speed: 3_600 })).toBe("3,600×");
  expect(paceText({ by: "rate", rowsPerSecond: 500 })).toBe("500\u202frows/s");
  expect(paceText({ by: "max" })).toBe("max");
});

test("what is typed is a pace when it is a number above nothing", () => {
  expect(typedPace("speed", "1,000")).toEqual({ by: "speed", speed: 1_000 });
  expect(typedPace("rate", "0.5")).toEqual({ by: "rate", rowsPerSecond: 0.5 });
  for (const typed of ["", " ", "0", "-1", "fast", "1e99", "NaN"])
    expect(typedPace("speed", typed)).toBeUndefined();
});

test("ten times the speed and ten rows a second are different paces", () => {
  expect(isSamePace({ by: "speed", speed: 10 }, { by: "rate", rowsPerSecond: 10 })).toBe(false);
  expect(isSamePace({ by: "max" }, { by: "max" })).toBe(true);
});

test("each control has the body the API wants", () => {
  expect(bodyOf({ verb: "pause" })).toBeUndefined();
  expect(bodyOf({ verb: "pace", pace: { by: "max" } })).toEqual({ max: true });
  expect(bodyOf({ verb: "pace", pace: { by: "speed", speed: 10 } })).toEqual({ speed: 10 });
  expect(bodyOf({ verb: "pace", pace: { by: "rate", rowsPerSecond: 7 } })).toEqual({ rate: 7 });
  expect(bodyOf({ verb: "seek", eventTime: 5 })).toEqual({ eventTime: 5 });
});
