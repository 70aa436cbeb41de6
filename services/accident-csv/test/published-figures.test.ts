import { promisedTotals } from "../src/accident-totals.ts";
import * as published from "../src/published-figures.ts";

const sumOf = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const ofState = (state: string) => published.accidentsOfStates[published.states.indexOf(state)];

test("each list adds up to the rows of the file", () => {
  for (const list of [
    published.accidentsOfSeverities,
    published.accidentsOfStates,
    published.accidentsOfYears,
    published.accidentsOfWeekdays,
    published.accidentsOfHours,
    published.accidentsOfSourceYears.flat(),
  ]) {
    expect(sumOf(list)).toBe(7_728_394);
  }
});

test("sums of the tables are those that other reports give", () => {
  const most = ["CA", "FL", "TX", "SC", "NY", "NC", "VA", "PA", "MN", "OR"].map(ofState);
  expect(most).toEqual([
    1_741_433, 880_192, 582_837, 382_557, 347_960, 338_199, 303_301, 296_620, 192_084, 179_660,
  ]);
  expect(published.states).toHaveLength(49);
  expect(published.accidentsOfWeekdays[4]).toBe(1_366_499);
  expect([published.accidentsOfHours[7], published.accidentsOfHours[16]]).toEqual([587_472, 581_969]);
  expect([published.accidentsOfYears[0], published.accidentsOfYears[6]]).toEqual([410_821, 1_762_452]);
  expect(sumOf(published.severeOfSourceYears.flat())).toBe(1_299_337 + 204_710);
});

test("sources and states agree on the rows of each year", () => {
  const bySource = published.years.map((_, year) =>
    sumOf(published.accidentsOfSourceYears.map((of) => of[year] as number)),
  );
  expect(bySource).toEqual(published.accidentsOfYears);
});

test("what is promised of half a million rows is their share of the whole", () => {
  const promised = promisedTotals(500_000);
  // 4,358.35, 398,335.1, 84,062.7 and 13,243.9.
  expect([...Array.from(promised.severity)]).toEqual([4_358, 398_335, 84_063, 13_244]);
  // 1,741,433 × 500,000 / 7,728,394 = 112,664.6.
  expect(promised.state[published.states.indexOf("CA")]).toBe(112_665);
});
