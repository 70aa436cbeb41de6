import type { BarInterval } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import { isOver, seenUntil } from "../../src/rollup/is-over.ts";

const at = (text: string): number => Date.parse(text);

/** Which intervals' bars, of those that the newest base bar lies in, are closed. */
function closedWith(code: string, base: BarInterval, text: string, final: boolean): BarInterval[] {
  const hours = exchange(code);
  const openTime = hours.opensAt(base, at(text));
  const seen = seenUntil(hours, base, { openTime, final });
  const above: BarInterval[] = ["5m", "1h", "1d", "1M", "1y"];
  return above.filter((interval) => isOver(hours, interval, hours.opensAt(interval, openTime), seen));
}

test("the last minute of a session closes the hour and the day, and no minute before it does", () => {
  expect(closedWith("XNYS", "1m", "2026-11-20T20:59Z", true)).toEqual(["5m", "1h", "1d"]);
  expect(closedWith("XNYS", "1m", "2026-11-20T20:59Z", false)).toEqual([]);
  expect(closedWith("XNYS", "1m", "2026-11-20T20:58Z", true)).toEqual([]);
  expect(closedWith("XLON", "1m", "2026-11-20T16:29Z", true)).toEqual(["5m", "1h", "1d"]); // at half past
});

test("a day that closes early is closed early", () => {
  expect(closedWith("XNYS", "1m", "2026-12-24T17:59Z", true)).toEqual(["5m", "1h", "1d"]);
  expect(closedWith("XNYS", "1m", "2026-12-23T17:59Z", true)).toEqual(["5m", "1h"]);
});

test("the last session of a month or a year closes it, though days follow in it", () => {
  expect(closedWith("XNYS", "1m", "2026-10-30T19:59Z", true)).toEqual(["5m", "1h", "1d", "1M"]);
  expect(closedWith("XLON", "1m", "2026-12-31T12:29Z", true)).toEqual(["5m", "1h", "1d", "1M", "1y"]);
  expect(closedWith("XNYS", "1d", "2022-12-30T12:00Z", true)).toEqual(["5m", "1h", "1d", "1M", "1y"]); // a Friday
  expect(closedWith("XNYS", "1d", "2022-12-29T12:00Z", true)).toEqual(["5m", "1h", "1d"]);
});

test("coins close with the clock of UTC", () => {
  expect(closedWith("BINANCE", "1m", "2026-10-31T23:59Z", true)).toEqual(["5m", "1h", "1d", "1M"]);
  expect(closedWith("BINANCE", "1m", "2026-10-31T20:59Z", true)).toEqual(["5m", "1h"]);
});

test("a bar that is forming closes those it has begun after, in the session or after hours", () => {
  const hours = exchange("XNYS");
  const newest = { openTime: at("2026-11-20T21:07Z"), final: false };
  const seen = seenUntil(hours, "1m", newest);
  expect(seen).toBe(newest.openTime);
  expect(isOver(hours, "1m", at("2026-11-20T21:06Z"), seen)).toBe(true);
  expect(isOver(hours, "5m", at("2026-11-20T21:00Z"), seen)).toBe(true);
  expect(isOver(hours, "5m", at("2026-11-20T21:05Z"), seen)).toBe(false);
  expect(isOver(hours, "1d", at("2026-11-20T05:00Z"), seen)).toBe(true);
});
