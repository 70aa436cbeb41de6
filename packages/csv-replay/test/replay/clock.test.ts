import { jest } from "@jest/globals";
import { Alarm } from "../../src/replay/alarm.ts";
import { systemClock } from "../../src/replay/clock.ts";
import { ManualClock } from "../fake/manual-clock.ts";

afterEach(() => {
  jest.useRealTimers();
});

test("a wait of half a year is one, though a timer of Node's ends after 25 days", () => {
  jest.useFakeTimers();
  const clock = systemClock(() => 0);
  const woken = jest.fn();
  const halfAYear = 182 * 86_400_000;
  clock.wakeAt(clock.monotonic() + halfAYear, woken);
  jest.advanceTimersByTime(halfAYear - 1);
  expect(woken).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(woken).toHaveBeenCalledTimes(1);
  expect(jest.getTimerCount()).toBe(0);
});

test("a wait that is called off ends nothing, and leaves no timer", () => {
  jest.useFakeTimers();
  const clock = systemClock(() => 0);
  const woken = jest.fn();
  clock.wakeAt(clock.monotonic() + 5_000, woken)();
  expect(jest.getTimerCount()).toBe(0);
});

test("a sleeper is woken by the clock, by a ring, or by an end; a ring before the sleep is not lost", async () => {
  const clock = new ManualClock();
  const alarm = new Alarm(clock);
  const stop = new AbortController();
  const byClock = alarm.sleep(1_000, stop.signal);
  clock.turnTo(1_000);
  await byClock;

  const byRing = alarm.sleep(Number.POSITIVE_INFINITY, stop.signal);
  expect(clock.nextWake).toBeUndefined();
  alarm.ring();
  await byRing;

  alarm.ring();
  await alarm.sleep(Number.POSITIVE_INFINITY, stop.signal);

  const byStop = alarm.sleep(9_000, stop.signal);
  expect(clock.nextWake).toBe(9_000);
  stop.abort();
  await byStop;
  expect(clock.nextWake).toBeUndefined();
});
