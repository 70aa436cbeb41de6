import type { Flight } from "@tributary/contracts";
import { outlierNames } from "../src/flight-outliers.ts";
import { flightOf } from "../src/flight-row.ts";
import { flightsDataset } from "../src/flights-dataset.ts";

const usual = flightOf(
  "2015,1,1,4,AS,98,N407AS,ANC,SEA,0005,2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,".split(
    ",",
  ),
  { replay: "r", lineNumber: 2 },
);
const namesOf = (changes: Partial<Flight>) => outlierNames({ ...usual, ...changes });

test.each<[keyof Flight, readonly unknown[], readonly unknown[]]>([
  ["departureDelayMinutes", [-90, 0, 1_440, null], [-91, 1_441]],
  ["arrivalDelayMinutes", [-90, 0, 1_440], [-91, 1_441, null]],
  ["taxiOutMinutes", [1, 180, null], [0, 181]],
  ["taxiInMinutes", [1, 180, null], [0, 181]],
  ["scheduledTimeMinutes", [10, 780, null], [9, 781]],
  ["elapsedTimeMinutes", [10, 840, null], [9, 841]],
  ["airTimeMinutes", [5, 720, null], [4, 721]],
  ["distanceMiles", [20, 5_000, null], [19, 5_001]],
  ["weatherDelayMinutes", [0, 1_440, null], [-1, 1_441]],
  ["airline", ["WN", "US", "B6"], ["ZZ", "9E"]],
  ["isoWeekday", [4], [1, 3, 5, 7]],
  ["cancellationReason", [null], ["A"]],
])("%s is unusual outside of its limits only", (field, within, outside) => {
  for (const value of within) expect([value, namesOf({ [field]: value })]).toEqual([value, null]);
  for (const value of outside) expect([value, namesOf({ [field]: value })]).toEqual([value, field]);
});

test("a cancelled flight has a reason that is known, and no arrival delay", () => {
  const cancelled = { cancelled: true, arrivalDelayMinutes: null } as const;
  for (const cancellationReason of ["A", "B", "C", "D"])
    expect(namesOf({ ...cancelled, cancellationReason })).toBeNull();
  expect(namesOf({ ...cancelled, cancellationReason: "E" })).toBe("cancellationReason");
  expect(namesOf(cancelled)).toBe("cancellationReason");
  expect(namesOf({ cancelled: true, cancellationReason: "A" })).toBe("arrivalDelayMinutes");
});

test("a flight is not cancelled and diverted", () => {
  const both = {
    cancelled: true,
    diverted: true,
    cancellationReason: "B",
    arrivalDelayMinutes: null,
  } as const;
  expect(namesOf(both)).toBe("diverted");
});

test("several are named, and counted", () => {
  const odd = { ...usual, airline: "ZZ", distanceMiles: 5, taxiInMinutes: 999 };
  const outliers = outlierNames(odd);
  expect(outliers).toBe("airline,distanceMiles,taxiInMinutes");
  expect(flightsDataset.outliers({ ...odd, outliers })).toBe(3);
  expect(flightsDataset.outliers(usual)).toBe(0);
});

test("the names of all fields at once fit into the contract's field", () => {
  const all = {
    ...usual,
    airline: "ZZ",
    isoWeekday: 1,
    cancelled: true,
    diverted: true,
    cancellationReason: "X",
    ...Object.fromEntries(
      Object.keys(usual)
        .filter((field) => /(Delay|taxi|Time|distance)/.test(field) && /(Minutes|Miles)$/.test(field))
        .map((field) => [field, 9_999]),
    ),
  } as Flight;
  const names = outlierNames(all) ?? "";
  expect(names.split(",")).toHaveLength(17);
  expect(names.length).toBeLessThanOrEqual(512);
});
