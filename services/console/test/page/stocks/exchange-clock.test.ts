import { exchange, exchangeCodes } from "@tributary/exchange-hours";
import { ExchangeClock, zoneOf } from "../../../page/stocks/exchange-clock.ts";

test("every exchange has the zone that the calendar gives it", () => {
  expect(exchangeCodes.map(zoneOf)).toEqual(exchangeCodes.map((code) => exchange(code).zone));
  expect(zoneOf("NOWHERE")).toBe("UTC");
  expect(zoneOf(null)).toBe("UTC");
});

test("times are those of the exchange's clock, on both sides of the changes of clocks", () => {
  const clock = new ExchangeClock("America/New_York");
  const local = (iso: string) => new Date(clock.local(Date.parse(iso))).toISOString().slice(0, 16);
  expect(local("2026-01-05T14:30Z")).toBe("2026-01-05T09:30");
  expect(local("2026-07-06T13:30Z")).toBe("2026-07-06T09:30");
  // Clocks go forward on 8 March 2026 at 7:00 UTC, back on 1 November at 6:00.
  expect(local("2026-03-08T06:59Z")).toBe("2026-03-08T01:59");
  expect(local("2026-03-08T07:00Z")).toBe("2026-03-08T03:00");
  expect(local("2026-11-01T05:59Z")).toBe("2026-11-01T01:59");
  expect(local("2026-11-01T06:00Z")).toBe("2026-11-01T01:00");
});

test("places on the axis rise through the hour that comes twice, and are the clock's time around it", () => {
  const clock = new ExchangeClock("America/New_York");
  // 0:00 to 4:00 in New York, five hours of it.
  const from = Date.parse("2026-11-01T04:00Z");
  const minutes = Array.from({ length: 300 }, (_, minute) => from + minute * 60_000);
  const places = minutes.map((instant) => clock.place(instant));
  expect(places.every((place, index) => index === 0 || place > (places[index - 1] as number))).toBe(true);
  const isSame = minutes.map((instant) => clock.place(instant) === clock.local(instant));
  expect(isSame.slice(0, 120).every(Boolean)).toBe(true);
  expect(isSame.slice(120, 180).some(Boolean)).toBe(false);
  expect(isSame.slice(180).every(Boolean)).toBe(true);
});

test("a market that never closes is told in UTC", () => {
  const clock = new ExchangeClock("UTC");
  expect([clock.local(1_234_567), clock.place(1_234_567)]).toEqual([1_234_567, 1_234_567]);
});
