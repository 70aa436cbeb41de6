import { accident } from "@tributary/contracts";
import { columns49 } from "../src/accident-columns.ts";
import { accidentReader } from "../src/accident-row.ts";
import { accidentsDataset } from "../src/accidents-dataset.ts";
import { shiftedAccident } from "../src/shifted-accident.ts";
import { madeTexts } from "./made-rows.ts";

const given = accidentReader(columns49, "year")(
  madeTexts(columns49, { Start_Time: "2016-02-08 00:37:08.123456789" }),
  { replay: "r", lineNumber: 2 },
);
const week = 7 * 86_400_000;

test("two weeks later it is another accident, at the same hour of the same day of the week", () => {
  const later = shiftedAccident(given, 2 * week);
  expect(later).toEqual({
    ...given,
    accidentId: "A-728+1209600s",
    startedAt: given.startedAt + 2 * week,
    endedAt: (given.endedAt ?? 0) + 2 * week,
    weatherObservedAt: (given.weatherObservedAt ?? 0) + 2 * week,
    startedLocal: "2016-02-22T00:37:08.123456789",
  });
  expect(accident.fault(later)).toBeUndefined();
});

test("a shift by nothing is the accident itself, one backwards is told by its sign", () => {
  expect(shiftedAccident(given, 0)).toBe(given);
  expect(shiftedAccident(given, -week)).toMatchObject({
    accidentId: "A-728-604800s",
    startedLocal: "2016-02-01T00:37:08.123456789",
  });
});

test("what is not known is not known later either", () => {
  const open = { ...given, endedAt: null, weatherObservedAt: null };
  expect(shiftedAccident(open, week)).toMatchObject({ endedAt: null, weatherObservedAt: null });
});

test("shifts are of whole weeks, over the ends of months and years too", () => {
  expect(accidentsDataset.shiftStepMs).toBe(week);
  const { startedLocal } = accidentsDataset.shift({ ...given, startedLocal: "2023-12-28T23:59:59" }, week);
  expect(startedLocal).toBe("2024-01-04T23:59:59");
});
