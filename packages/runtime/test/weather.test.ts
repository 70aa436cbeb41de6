import { hangProbe, weatherProbe } from "../src/weather.ts";

const status = (over: { lastAttemptAt?: number; failingSince?: number; lastError?: string }) => () => ({
  lastAttemptAt: undefined,
  failingSince: undefined,
  lastError: undefined,
  ...over,
});

test("weather is told at once with its cause, and is a fault after thirty seconds of it", () => {
  const failing = status({ failingSince: 1_000, lastError: "connect ECONNREFUSED" });
  expect(weatherProbe(failing, "publishing", () => 8_000)()).toEqual({
    tolerated: "publishing has failed for 7 s: connect ECONNREFUSED",
  });
  expect(weatherProbe(failing, "publishing", () => 30_999)()).toHaveProperty("tolerated");
  expect(weatherProbe(failing, "publishing", () => 31_000)()).toBe(
    "publishing has failed for 30 s: connect ECONNREFUSED",
  );
});

test("no weather, no word", () => {
  expect(weatherProbe(status({}), "publishing", () => 1e9)()).toBeUndefined();
});

test("a loop that has not tried for a minute hangs, even if it never tried at all", () => {
  expect(hangProbe(status({ lastAttemptAt: 5_000 }), "reading", 0, () => 64_999)()).toBeUndefined();
  expect(hangProbe(status({ lastAttemptAt: 5_000 }), "reading", 0, () => 65_000)()).toBe(
    "reading has not been tried for 60 s",
  );
  expect(hangProbe(status({}), "reading", 0, () => 60_000)()).toBe("reading has not been tried for 60 s");
});
