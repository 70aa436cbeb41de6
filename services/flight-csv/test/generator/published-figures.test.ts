import * as published from "../../src/generator/published-figures.ts";

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

test("flights by airline, by month and by weekday add up to the same year", () => {
  expect(sum(published.flightsOfAirlines)).toBe(5_819_079);
  expect(sum(published.flightsOfMonths)).toBe(5_819_079);
  expect(sum(published.flightsOfWeekdays)).toBe(5_819_079);
});

test("the weekdays give the mean of DAY_OF_WEEK that the file of 2015 has", () => {
  const mean = sum(published.flightsOfWeekdays.map((flights, day) => flights * (day + 1))) / 5_819_079;
  expect(mean).toBeCloseTo(3.926941, 6);
});

test("cancellations by airline, by month and by reason add up to the same number", () => {
  expect(sum(published.cancelledOfAirlines)).toBe(89_884);
  expect(sum(published.cancelledOfMonths)).toBe(89_884);
  expect(sum(published.cancelledOfReasons)).toBe(89_884);
});

test("cancellation rates are those reported", () => {
  const rate = (cancelled: number | undefined, flights: number | undefined) =>
    (100 * (cancelled ?? 0)) / (flights ?? 0);
  const ofAirline = (airline: (typeof published.airlines2015)[number]) => {
    const at = published.airlines2015.indexOf(airline);
    return rate(published.cancelledOfAirlines[at], published.flightsOfAirlines[at]);
  };
  expect(ofAirline("MQ")).toBeCloseTo(5.1, 1);
  expect(ofAirline("HA")).toBeCloseTo(0.22, 2);
  expect(rate(published.cancelledOfMonths[1], published.flightsOfMonths[1])).toBeCloseTo(4.78, 2);
});

test("79.92 % of the scheduled flights were on time, as the Department of Transportation reckons", () => {
  const onTime = published.flights2015 - published.cancelled - published.diverted - published.arrivedLate;
  expect((100 * onTime) / published.flights2015).toBeCloseTo(79.92, 2);
});
