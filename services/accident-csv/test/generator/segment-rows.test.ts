import { SeededRandom } from "@tributary/csv-replay/generating";
import { accidentPlan, type PlannedSegment } from "../../src/generator/accident-plan.ts";
import { dayOfMonthStart, weekdayOf } from "../../src/generator/calendar.ts";
import { type SegmentRows, segmentRows } from "../../src/generator/segment-rows.ts";

const plan = accidentPlan(500_000);
const dealt = (segment: PlannedSegment, seed = 1) =>
  segmentRows(segment, new SeededRandom(seed, segment.index, -1));
const of = (part: string, year: number, month: number) =>
  plan.find(
    (segment) => segment.part === part && segment.year === year && segment.month === month,
  ) as PlannedSegment;

function times(cards: ArrayLike<number>, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0);
  for (const card of Array.from(cards)) counts[card] = (counts[card] as number) + 1;
  return counts;
}

function stepsBack({ second }: SegmentRows): number {
  return second.filter((at, row) => row > 0 && at < (second[row - 1] as number)).length;
}

test.each([
  ["forward", 2017, 3],
  ["backward", 2018, 10],
  ["source1", 2021, 12],
])("a month of the %s part, %i-%i, has exactly what is planned for it", (part, year, month) => {
  const segment = of(part, year, month);
  const rows = dealt(segment);
  expect(times(rows.state, 49)).toEqual([...segment.ofStates]);
  expect(times(rows.severity, 5).slice(1)).toEqual([...segment.ofSeverities]);
  expect(times(rows.source, 4)[3]).toBe(segment.ofSource3);
  expect(times(rows.fraction, 10)[9]).toBe(segment.nineZeros);
  expect(times(rows.fraction, 10)[6]).toBe(segment.sixZeros);
  const hours = rows.second.map(
    (at) => weekdayOf(Math.floor(at / 86_400)) * 24 + (Math.floor(at / 3_600) % 24),
  );
  expect(times(hours, 168)).toEqual([...segment.ofHoursOfWeek]);
  const first = dayOfMonthStart(year, month) * 86_400;
  expect(rows.second.every((at) => at >= first && at < first + 31 * 86_400)).toBe(true);
});

test.each([
  [5_000, 1],
  [60_000, 2],
  [500_000, 3],
])("of %i rows about two of five neighbours go back in time", (rows, seed) => {
  const segments = accidentPlan(rows).filter((_, at) => rows < 100_000 || at % 8 === 3);
  const count = segments.reduce((sum, segment) => sum + segment.rows, 0);
  const back = segments.reduce((sum, segment) => sum + stepsBack(dealt(segment, seed)), 0);
  expect(Math.abs(back / count - 0.41)).toBeLessThan(0.025);
});

test("the forward part is nearer to the order of time", () => {
  const segment = of("forward", 2017, 5);
  expect(Math.abs(stepsBack(dealt(segment)) / segment.rows - 0.25)).toBeLessThan(0.05);
});

test("states with many rows stand in blocks", () => {
  const { state } = dealt(of("source1", 2022, 5));
  const california = state
    .map((index) => (index === 3 ? 1 : 0))
    .join("")
    .replace(/^0+|0+$/g, "");
  expect(california.length).toBeGreaterThan(500);
  expect(california.indexOf("0")).toBe(-1);
});

test("some happen in the hour that clocks show twice in autumn, hardly any in the one they leave out in spring", () => {
  const within = (segment: PlannedSegment, day: number, hour: number) => {
    const from = (dayOfMonthStart(segment.year, segment.month) + day - 1) * 86_400 + hour * 3_600;
    return dealt(segment).second.filter((at) => at >= from && at < from + 3_600).length;
  };
  const autumn = [of("source1", 2022, 11), of("source1", 2020, 11)];
  expect(
    within(autumn[0] as PlannedSegment, 6, 1) + within(autumn[1] as PlannedSegment, 1, 1),
  ).toBeGreaterThan(0);
  const spring = [of("source1", 2022, 3), of("source1", 2021, 3)];
  const skipped = within(spring[0] as PlannedSegment, 13, 2) + within(spring[1] as PlannedSegment, 14, 2);
  expect(skipped).toBeGreaterThan(0);
  expect(skipped).toBeLessThan(20);
});
