import { promisedHoursOfWeek, promisedTotals } from "../../src/accident-totals.ts";
import { accidentPlan, type PlannedSegment } from "../../src/generator/accident-plan.ts";
import { accidentsOfHoursOfWeek, accidentsOfStateYears, states } from "../../src/published-figures.ts";

const sumOf = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);
const added = (tables: readonly Int32Array[]) =>
  Array.from(tables[0] ?? [], (_, at) => sumOf(tables.map((table) => table[at] as number)));

function totalsOf(plan: readonly PlannedSegment[]) {
  const years = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023];
  const hoursOfWeek = added(plan.map(({ ofHoursOfWeek }) => ofHoursOfWeek));
  return {
    severity: added(plan.map(({ ofSeverities }) => ofSeverities)),
    state: added(plan.map(({ ofStates }) => ofStates)),
    hour: Array.from({ length: 24 }, (_, hour) =>
      sumOf(hoursOfWeek.filter((_count, at) => at % 24 === hour)),
    ),
    weekday: Array.from({ length: 7 }, (_, day) => sumOf(hoursOfWeek.slice(day * 24, day * 24 + 24))),
    year: years.map((year) => sumOf(plan.filter((of) => of.year === year).map(({ rows }) => rows))),
  };
}

test.each([1, 2, 3, 10, 99, 1_000, 12_345, 500_000, 1_000_003, 7_728_394])(
  "of %i rows all promised totals hold at once",
  (rows) => {
    const plan = accidentPlan(rows);
    const promised = promisedTotals(rows);
    const totals = totalsOf(plan);
    expect(totals.severity).toEqual([...Array.from(promised.severity)]);
    expect(totals.state).toEqual([...Array.from(promised.state)]);
    expect(totals.hour).toEqual([...Array.from(promised.hour)]);
    expect(totals.weekday).toEqual([...Array.from(promised.weekday)]);
    expect(totals.year).toEqual([...Array.from(promised.year)]);
    let row = 0;
    for (const segment of plan) {
      expect(segment.firstRow).toBe(row);
      row += segment.rows;
      for (const table of [segment.ofStates, segment.ofSeverities, segment.ofHoursOfWeek])
        expect(sumOf(table)).toBe(segment.rows);
    }
    expect(row).toBe(rows);
  },
);

test("at the size of the file, states of each year and hours of the week are those published", () => {
  const plan = accidentPlan(7_728_394);
  const ofStateYears = states.flatMap((_, state) =>
    [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023].map((year) =>
      sumOf(plan.filter((of) => of.year === year).map(({ ofStates }) => ofStates[state] as number)),
    ),
  );
  expect(ofStateYears).toEqual(accidentsOfStateYears);
  expect([...promisedHoursOfWeek(7_728_394)]).toEqual(accidentsOfHoursOfWeek);
  // 3,305,373 of Source2 and 97,389 of Source3 stand before those of Source1.
  expect(plan.find(({ part }) => part === "source1")?.firstRow).toBe(3_402_762);
});
