import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { exchange, exchangeCodes, type Interval } from "../src/index.ts";
import { daysBetween } from "./trading-days.ts";

const [newYork, london, coins] = [exchange("XNYS"), exchange("XLON"), exchange("BINANCE")];
const at = (text: string): number => Date.parse(text);

function periodOf(one: typeof newYork, interval: Interval, text: string): string[] {
  const { opensAt, endsAt, closesAt } = one.periodOf(interval, at(text));
  return [opensAt, endsAt, closesAt].map((ms) => new Date(ms).toISOString().slice(0, 16));
}

test("minutes and hours lie on UTC's grid, and close with the session if that ends within them", () => {
  expect(periodOf(london, "1m", "2026-11-20T16:29:59.999Z")).toEqual([
    "2026-11-20T16:29",
    "2026-11-20T16:30",
    "2026-11-20T16:30",
  ]);
  expect(periodOf(london, "5m", "2026-11-20T16:29:00Z")).toEqual([
    "2026-11-20T16:25",
    "2026-11-20T16:30",
    "2026-11-20T16:30",
  ]);
  expect(periodOf(london, "1h", "2026-11-20T16:29:00Z")).toEqual([
    "2026-11-20T16:00",
    "2026-11-20T17:00",
    "2026-11-20T16:30",
  ]);
  expect(periodOf(london, "1h", "2026-11-20T17:10:00Z")).toEqual([
    "2026-11-20T17:00",
    "2026-11-20T18:00",
    "2026-11-20T18:00",
  ]);
});

test("a day is the exchange's own, has 23 or 25 hours where the clocks are changed, and closes with its session", () => {
  expect(periodOf(newYork, "1d", "2026-11-20T04:59:00Z")).toEqual([
    "2026-11-19T05:00",
    "2026-11-20T05:00",
    "2026-11-19T21:00",
  ]);
  expect(periodOf(newYork, "1d", "2026-11-27T15:00:00Z")).toEqual([
    "2026-11-27T05:00",
    "2026-11-28T05:00",
    "2026-11-27T18:00",
  ]);
  expect(periodOf(newYork, "1d", "2026-03-08T12:00:00Z")).toEqual([
    "2026-03-08T05:00",
    "2026-03-09T04:00",
    "2026-03-09T04:00",
  ]);
  expect(periodOf(newYork, "1d", "2026-11-01T12:00:00Z")).toEqual([
    "2026-11-01T04:00",
    "2026-11-02T05:00",
    "2026-11-02T05:00",
  ]);
  expect(periodOf(london, "1d", "2026-03-29T12:00:00Z")).toEqual([
    "2026-03-29T00:00",
    "2026-03-29T23:00",
    "2026-03-29T23:00",
  ]);
  expect(periodOf(london, "1d", "2026-10-25T12:00:00Z")).toEqual([
    "2026-10-24T23:00",
    "2026-10-26T00:00",
    "2026-10-26T00:00",
  ]);
});

test("months and years close with the last session in them", () => {
  expect(periodOf(newYork, "1M", "2026-10-31T23:00:00Z")).toEqual([
    "2026-10-01T04:00",
    "2026-11-01T04:00",
    "2026-10-30T20:00",
  ]);
  expect(periodOf(newYork, "1M", "2026-11-10T00:00:00Z")).toEqual([
    "2026-11-01T04:00",
    "2026-12-01T05:00",
    "2026-11-30T21:00",
  ]);
  expect(periodOf(newYork, "1y", "2022-07-01T00:00:00Z")).toEqual([
    "2022-01-01T05:00",
    "2023-01-01T05:00",
    "2022-12-30T21:00",
  ]);
  expect(periodOf(london, "1y", "2026-07-01T00:00:00Z")).toEqual([
    "2026-01-01T00:00",
    "2027-01-01T00:00",
    "2026-12-31T12:30",
  ]);
});

test("coins have the days of UTC and are traded to the end of each", () => {
  expect(periodOf(coins, "1d", "2026-03-08T12:00:00Z")).toEqual([
    "2026-03-08T00:00",
    "2026-03-09T00:00",
    "2026-03-09T00:00",
  ]);
  expect(periodOf(coins, "1M", "2024-02-29T23:59:59Z")).toEqual([
    "2024-02-01T00:00",
    "2024-03-01T00:00",
    "2024-03-01T00:00",
  ]);
  expect(coins.isOpen(at("2026-12-25T03:00:00Z"))).toBe(true);
  expect(coins.nextOpen(at("2026-12-25T03:00:00Z"))).toBe(at("2026-12-25T03:00:00Z"));
  expect(coins.sessionOf(at("2026-12-25T03:00:00Z"))).toEqual({
    day: "2026-12-25",
    opensAt: at("2026-12-25"),
    closesAt: at("2026-12-26"),
  });
});

test.each([newYork, london])(
  "$code's days begin at midnight as Temporal has it, each of 1995 to 2030",
  (one) => {
    const wrong = daysBetween("1995-01-01", "2030-12-31").filter(({ text, noon }) => {
      const start = Temporal.PlainDate.from(text).toZonedDateTime(one.zone).epochMilliseconds;
      return one.dayStart(noon) !== start;
    });
    expect(wrong).toEqual([]);
  },
);

test.each([newYork, london])(
  "no change of $code's clocks from 1900 to 2100 shifts the midnights beside it",
  (one) => {
    let change: Temporal.ZonedDateTime | null = Temporal.Instant.from("1900-01-01T00:00Z").toZonedDateTimeISO(
      one.zone,
    );
    let count = 0;
    for (; change !== null && change.year < 2100; change = change.getTimeZoneTransition("next")) {
      for (const days of [-1, 0, 1]) {
        const day = change.toPlainDate().add({ days });
        const [noon, start] = ["12:00", undefined].map(
          (time) =>
            day.toZonedDateTime({ timeZone: one.zone, ...(time && { plainTime: time }) }).epochMilliseconds,
        );
        if (day.year >= 1900) expect(one.dayStart(noon as number)).toBe(start);
      }
      count++;
    }
    expect(count).toBeGreaterThan(300);
  },
);

test.each(exchangeCodes)(
  "of %s, whatever is asked for first, periods hold their instant, adjoin, and nest in longer ones",
  (code) => {
    const one = exchange(code);
    const intervals: readonly Interval[] = ["1m", "5m", "1h", "1d", "1M", "1y"];
    const instant = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2099, 0, 1) });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 5 }), (instants) => {
        for (const ms of instants) {
          let inner = { opensAt: ms, endsAt: ms + 1 };
          for (const interval of intervals) {
            const period = one.periodOf(interval, ms);
            expect(one.opensAt(interval, ms)).toBe(period.opensAt);
            expect(period.opensAt).toBeLessThanOrEqual(inner.opensAt);
            expect(period.endsAt).toBeGreaterThanOrEqual(inner.endsAt);
            expect(one.periodOf(interval, period.opensAt - 1).endsAt).toBe(period.opensAt);
            expect(one.periodOf(interval, period.endsAt - 1)).toEqual(period);
            expect(one.periodOf(interval, period.endsAt).opensAt).toBe(period.endsAt);
            expect(period.closesAt).toBeGreaterThan(period.opensAt);
            expect(period.closesAt).toBeLessThanOrEqual(period.endsAt);
            inner = period;
          }
        }
      }),
    );
  },
);

test("an exchange nobody knows is refused", () => {
  expect(() => exchange("XETR")).toThrow(new RangeError("no hours are known of the exchange XETR"));
  expect(() => exchange("toString")).toThrow(RangeError);
  expect(exchange("XNAS")).toBe(exchange("XNAS"));
});
