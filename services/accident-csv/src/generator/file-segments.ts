import { daysOfMonth } from "./calendar.ts";

/**
 * Where rows stand in the file. Its first 3.4 million ids are of Source2, with Source3 among them: these run forward from February 2016 to the middle
 * of 2017, jump to the end of 2022, and go backwards month by month. Those of Source1 follow, backwards from March 2023.
 */
export type FilePart = "forward" | "backward" | "source1";

/** A month of one part of the file. */
export interface FileSegment {
  readonly part: FilePart;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Set for the months at the beginning in which one state alone was collected. */
  readonly onlyState: string | undefined;
  /** Stands first among the states of this segment. */
  readonly firstState: string | undefined;
  /** Of the rows of this year, this month's relative to those of the other months. */
  readonly weight: number;
}

/** Of the rows of Source2 in those months, those that stand in the forward part. */
const forwardShare = 0.6;
/** Collection began in Ohio; California came three months later, a gap of about 94 days between neighbours. */
const [pioneer, second] = ["OH", "CA"];
const pioneerDays = { firstOfFebruary: 8, lastOfMarch: 18, firstOfJune: 21 } as const;

/** January to December; the rows of seasons as counted, autumn and winter most. */
const usualMonths = [1.08, 1.02, 0.96, 0.95, 0.93, 0.93, 0.86, 0.91, 1.02, 1.1, 1.13, 1.16];
/** A provider changed its coverage in the middle of 2020. */
const monthsOf2020 = [0.95, 0.88, 0.78, 0.82, 0.85, 0.95, 0.45, 0.32, 0.85, 1.7, 1.55, 1.85];
/** Few states at first. */
const monthsOf2016 = [0, 0, 0, 0, 0, 0.25, 0.7, 1, 1.05, 1.1, 1.15, 1.2];
const monthsOf2023 = [1.1, 0.95, 0.9, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** In the order of the file. */
export const fileSegments: readonly FileSegment[] = [
  segment("forward", 2016, 2, { firstDay: pioneerDays.firstOfFebruary, onlyState: pioneer }),
  segment("forward", 2016, 3, { lastDay: pioneerDays.lastOfMarch, onlyState: pioneer }),
  segment("forward", 2016, 6, { firstDay: pioneerDays.firstOfJune, firstState: second }),
  ...monthsBetween([2016, 7], [2017, 6]).map(([year, month]) => segment("forward", year, month)),
  ...monthsBetween([2016, 7], [2022, 12])
    .reverse()
    .map(([year, month]) => segment("backward", year, month)),
  ...monthsBetween([2016, 6], [2023, 3])
    .reverse()
    .map(([year, month]) => segment("source1", year, month)),
];

type Month = readonly [year: number, month: number];

function segment(
  part: FilePart,
  year: number,
  month: number,
  special: Partial<FileSegment> = {},
): FileSegment {
  const isSplit = part !== "source1" && (year === 2016 || (year === 2017 && month <= 6));
  const ofPart = isSplit ? (part === "forward" ? forwardShare : 1 - forwardShare) : 1;
  return {
    part,
    year,
    month,
    firstDay: 1,
    lastDay: daysOfMonth(year, month),
    onlyState: undefined,
    firstState: undefined,
    weight: ofPart * (monthsOf(year)[month - 1] as number),
    ...special,
  };
}

function monthsOf(year: number): readonly number[] {
  if (year === 2016) return monthsOf2016;
  if (year === 2020) return monthsOf2020;
  return year === 2023 ? monthsOf2023 : usualMonths;
}

function monthsBetween([year, month]: Month, [lastYear, lastMonth]: Month): Month[] {
  const count = (lastYear - year) * 12 + lastMonth - month + 1;
  return Array.from({ length: count }, (_, at) => {
    const since = month - 1 + at;
    return [year + Math.floor(since / 12), (since % 12) + 1];
  });
}
