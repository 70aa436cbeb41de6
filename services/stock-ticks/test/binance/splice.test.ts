import { type Kline, klineOfEvent, klineOfRow } from "../../src/binance/kline.ts";
import { isNewTo, spliced } from "../../src/binance/splice.ts";

const minute = 60_000;
const kline = (index: number, tradeCount: number, isClosed: boolean): Kline => {
  return {
    openTime: index * minute,
    open: 1,
    high: 1,
    low: 1,
    close: 1,
    volume: 1,
    tradeCount,
    isClosed,
    observedAt: 0,
  };
};

test.each([
  ["more trades of the forming bar", kline(5, 3, false), kline(5, 4, false), "next"],
  ["its closed state", kline(5, 3, false), kline(5, 3, true), "next"],
  ["the same state again", kline(5, 3, false), kline(5, 3, false), "repeat"],
  ["an older state of it", kline(5, 3, false), kline(5, 2, false), "repeat"],
  ["a closed bar once more", kline(5, 3, true), kline(5, 3, true), "repeat"],
  ["a forming state after the closed one", kline(5, 3, true), kline(5, 9, false), "repeat"],
  ["a closed bar that has more trades now", kline(5, 3, true), kline(5, 4, true), "next"],
  ["an older bar", kline(5, 3, false), kline(4, 9, true), "repeat"],
  ["the bar after a closed one", kline(5, 3, true), kline(6, 1, false), "next"],
  ["the bar after one whose end is not known", kline(5, 3, false), kline(6, 1, false), "gap"],
  ["a later bar", kline(5, 3, true), kline(7, 1, false), "gap"],
])("%s", (_, held, next, expected) => {
  expect(spliced(held, next, minute)).toBe(expected);
});

test("to nothing at all anything is a gap", () => {
  expect(spliced(undefined, kline(1, 1, true), minute)).toBe("gap");
});

test("history may leave out bars: the exchange stood still", () => {
  expect(isNewTo(kline(5, 3, true), kline(60, 1, true))).toBe(true);
  expect(isNewTo(kline(5, 3, true), kline(5, 3, true))).toBe(false);
  expect(isNewTo(kline(5, 3, true), kline(4, 9, true))).toBe(false);
});

test("a row is closed when another follows it, or by the server's clock and never by ours", () => {
  const row = [0, "1", "2", "0.5", "1.5", "10", minute - 1, "0", 7, "0", "0", "0"];
  const closed = (hasLater: boolean, serverTime: number | undefined) =>
    klineOfRow(row, { hasLater, serverTime, now: 1e12 }).isClosed;
  expect(closed(true, undefined)).toBe(true);
  expect(closed(false, undefined)).toBe(false);
  expect(closed(false, minute)).toBe(false);
  expect(closed(false, minute + 10_000)).toBe(true);
});

test("what is no number is no kline", () => {
  expect(() => klineOfEvent({ E: 1, k: { t: 0, o: "", h: "1", l: "1", c: "1", v: "1", n: 1 } })).toThrow(
    "none",
  );
  expect(() => klineOfRow(["soon"], { hasLater: true, serverTime: 0, now: 0 })).toThrow("none");
  expect(() => klineOfRow({}, { hasLater: true, serverTime: 0, now: 0 })).toThrow("none");
});
