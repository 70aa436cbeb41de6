import { readFileSync } from "node:fs";

/**
 * What is known of the 7,728,394 accidents of `US_Accidents_March23.csv`: sums that others have counted in it and published, no rows of
 * it. data/SOURCES.md says where each was read; each list adds up to the same total.
 */
export const accidents2023 = 7_728_394;

/** Severity 1 to 4. */
export const accidentsOfSeverities = [67_366, 6_156_981, 1_299_337, 204_710];

const byState = readTable("accidents-by-state.csv");

/** The 48 contiguous states and the District of Columbia, by their postal codes. */
export const states: readonly string[] = byState.map(({ name }) => name);
/** By local time, as written. */
export const years = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023];
/** State after state, a number for each year. */
export const accidentsOfStateYears: readonly number[] = byState.flatMap(({ numbers }) => numbers);
export const accidentsOfStates = states.map((_, state) =>
  sum(years.map((_year, year) => accidentsOfStateYears[state * years.length + year] as number)),
);
export const accidentsOfYears = years.map((_, year) =>
  sum(states.map((_state, state) => accidentsOfStateYears[state * years.length + year] as number)),
);

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const byWeekday = readTable("accidents-by-hour.csv");
/** Monday 0 h to Sunday 23 h by local time, as written. */
export const accidentsOfHoursOfWeek: readonly number[] = byWeekday.flatMap(({ numbers }) => numbers);
export const accidentsOfWeekdays = byWeekday.map(({ numbers }) => sum(numbers));
export const accidentsOfHours = Array.from({ length: 24 }, (_, hour) =>
  sum(byWeekday.map(({ numbers }) => numbers[hour] as number)),
);

/** Source1, Source2 and Source3, for each of `years`; of these, those of severity 3 and 4. */
export const accidentsOfSourceYears = [
  [129_560, 170_702, 167_761, 262_369, 708_669, 1_113_668, 1_526_270, 246_633],
  [279_666, 539_528, 714_373, 672_608, 448_305, 431_482, 219_411, 0],
  [1_595, 7_863, 11_292, 19_326, 21_939, 18_603, 16_771, 0],
];
export const severeOfSourceYears = [
  [36_763, 55_155, 56_033, 55_215, 72_517, 27_223, 41_846, 7_061],
  [103_050, 196_468, 256_975, 203_721, 137_386, 148_130, 75_605, 0],
  [757, 3_714, 5_491, 7_020, 6_516, 3_621, 3_780, 0],
];

/** A first column of names, then numbers; the first line names the columns. */
function readTable(file: string): { name: string; numbers: number[] }[] {
  const text = readFileSync(new URL(`../data/${file}`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [name = "", ...numbers] = line.split(",");
      return { name, numbers: numbers.map(Number) };
    });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((before, number) => before + number, 0);
}
