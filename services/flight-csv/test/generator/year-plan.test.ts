import { airlines2015 } from "../../src/generator/published-figures.ts";
import { type YearPlan, yearPlan } from "../../src/generator/year-plan.ts";

const days = 365;
const year = yearPlan(5_819_079, 1);
const firstDays = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

const sum = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);
const ofAirline = (table: Int32Array, airline: string) => {
  const at = airlines2015.indexOf(airline as "AA") * days;
  return table.subarray(at, at + days);
};
const byAirline = (table: Int32Array) =>
  Object.fromEntries(airlines2015.map((airline) => [airline, sum(ofAirline(table, airline))]));
const byDay = (table: Int32Array) =>
  Array.from({ length: days }, (_, day) => sum(table.filter((_, at) => at % days === day)));
const byMonth = (table: Int32Array) =>
  firstDays.slice(1).map((end, month) => sum(byDay(table).slice(firstDays[month], end)));
const cancelledOf = ({ cancelled }: YearPlan) =>
  cancelled[0].map((count, at) =>
    cancelled.slice(1).reduce((total, table) => total + (table[at] ?? 0), count),
  );

// The figures are written out once more, as they were published.
test("each airline has the flights of 2015", () => {
  expect(byAirline(year.flights)).toEqual({
    WN: 1_261_855,
    DL: 875_881,
    AA: 725_984,
    OO: 588_353,
    EV: 571_977,
    UA: 515_723,
    MQ: 294_632,
    B6: 267_048,
    US: 198_715,
    AS: 172_521,
    NK: 117_379,
    F9: 90_836,
    HA: 76_272,
    VX: 61_903,
  });
});

test("so has each month", () => {
  expect(byMonth(year.flights)).toEqual([
    469_968, 429_191, 504_312, 485_151, 496_993, 503_897, 520_718, 510_536, 464_946, 486_165, 467_972,
    479_230,
  ]);
});

test("so has each weekday, Monday to Sunday", () => {
  const weekdays = [0, 0, 0, 0, 0, 0, 0];
  byDay(year.flights).forEach((flights, day) => {
    const weekday = (new Date(Date.UTC(2015, 0, 1 + day)).getUTCDay() + 6) % 7;
    weekdays[weekday] = (weekdays[weekday] ?? 0) + flights;
  });
  expect(weekdays).toEqual([865_543, 844_600, 855_897, 872_521, 862_209, 700_545, 817_764]);
});

test("US Airways flies every day to the end of June, and not any more", () => {
  const flights = ofAirline(year.flights, "US");
  expect(Math.min(...flights.subarray(0, 181))).toBeGreaterThan(800);
  expect(sum(flights.subarray(181))).toBe(0);
  const american = ofAirline(year.flights, "AA");
  expect(sum(american.subarray(181, 212)) / sum(american.subarray(151, 181))).toBeGreaterThan(1.5);
});

test("cancelled flights are those of 2015, by cause, airline and month", () => {
  expect(year.cancelled.map(sum)).toEqual([25_262, 48_851, 15_749, 22]);
  expect(byAirline(cancelledOf(year))).toMatchObject({ MQ: 15_025, HA: 171, WN: 16_043 });
  expect(byMonth(cancelledOf(year))).toEqual([
    11_982, 20_517, 11_002, 4_520, 5_694, 9_120, 4_806, 5_052, 2_075, 2_454, 4_599, 8_063,
  ]);
});

test("what is blank, diverted and late is as often as in 2015", () => {
  expect(sum(year.diverted)).toBe(15_187);
  expect(sum(year.lateByExactly15)).toBe(39_941);
  expect(sum(year.lateByExactly15) + sum(year.later)).toBe(1_063_439);
  expect(sum(year.noTail)).toBe(14_721);
  expect(sum(year.noScheduledTime)).toBe(6);
  expect(89_884 - sum(year.departed) - sum(year.tookOff)).toBe(86_153);
  expect(89_884 - sum(year.tookOff)).toBe(89_047);
  expect(89_884 + sum(year.neverArrived)).toBe(92_513);
});

test.each([1, 2, 10, 31, 100, 365, 1_000, 60_000, 10_000_000])(
  "of %i flights as many share each fate, and none has two",
  (flights) => {
    const plan = yearPlan(flights, 3);
    const cancelled = cancelledOf(plan);
    const scaled = (count: number) => Math.round((count * flights) / 5_819_079);
    expect(sum(plan.flights)).toBe(flights);
    expect(sum(cancelled)).toBe(scaled(89_884));
    expect(sum(plan.diverted)).toBe(scaled(15_187));
    const overfull = plan.flights.filter((count, at) => {
      const of = (table: Int32Array) => table[at] ?? 0;
      const taken = of(cancelled) + of(plan.diverted) + of(plan.lateByExactly15) + of(plan.later);
      const special = of(plan.noTail) + of(plan.noScheduledTime) + of(plan.departed) + of(plan.tookOff);
      return taken > count || special > of(cancelled) || of(plan.neverArrived) > of(plan.diverted);
    });
    expect([...overfull]).toEqual([]);
  },
);

test("years of few flights can be planned, down to days without any", () => {
  const sizes = [3, 14, 76, 222, 511, 879, 1_317, 1_499];
  expect(sizes.map((flights) => sum(yearPlan(flights, 1).flights))).toEqual(sizes);
});

test("the seed makes days good or bad, but changes no sum", () => {
  const other = yearPlan(5_819_079, 2);
  expect(other.flights).toEqual(year.flights);
  expect(byMonth(cancelledOf(other))).toEqual(byMonth(cancelledOf(year)));
  expect(byDay(cancelledOf(other))).not.toEqual(byDay(cancelledOf(year)));
});
