import type { Accident } from "@tributary/contracts";
import { columns49 } from "../src/accident-columns.ts";
import { outlierNames } from "../src/accident-outliers.ts";
import { accidentReader } from "../src/accident-row.ts";
import { accidentsDataset } from "../src/accidents-dataset.ts";
import { madeTexts } from "./made-rows.ts";

const usual = accidentReader(columns49, "year")(madeTexts(columns49), { replay: "r", lineNumber: 2 });
const namesOf = (changes: Partial<Accident>) => outlierNames({ ...usual, ...changes });
const day = 86_400_000;
const start = usual.startedAt;

test.each<[keyof Accident, readonly unknown[], readonly unknown[]]>([
  ["source", ["Source3", "MapQuest", "Bing", "MapQuest-Bing", null], ["Source4", "mapquest"]],
  ["startedAt", [Date.UTC(2016, 0, 1)], [Date.UTC(2016, 0, 1) - 1]],
  ["endedAt", [start, start + 7 * day, null], [start - 1, start + 7 * day + 1, start + 365 * day]],
  ["startLatitude", [24, 50], [23.9, 50.1, 0]],
  ["startLongitude", [-125, -66], [-125.1, -65.9, 0]],
  ["endLatitude", [24, 50, null], [23.9, 50.1, 0]],
  ["endLongitude", [-125, -66, null], [-125.1, -65.9, 83]],
  ["affectedMiles", [0, 100, null], [-0.1, 100.1, 441.75]],
  ["side", ["L", "R", null], ["N", "l"]],
  ["country", ["US", null], ["CA"]],
  ["weatherObservedAt", [start - day, start + day, null], [start - day - 1, start + day + 1]],
  ["temperatureFahrenheit", [-80, 134, null], [-89, 207]],
  ["windChillFahrenheit", [-109, 134, null], [-110, 207]],
  ["humidityPercent", [1, 100, null], [0, 101]],
  ["pressureInchesOfMercury", [19, 32, null], [0, 18.99, 58.63]],
  ["visibilityMiles", [0, 100, null], [140]],
  ["windDirectionGiven", [null], ["Upward"]],
  ["windSpeedMilesPerHour", [0, 231, null], [-1, 1_087]],
  ["precipitationInches", [0, 12, null], [-0.01, 36.47]],
  ["turningLoop", [false], [true]],
  ["sunriseSunset", ["day", "night", null], ["Dusk"]],
  ["civilTwilight", ["day", null], ["Day"]],
  ["nauticalTwilight", ["night", null], ["?"]],
  ["astronomicalTwilight", ["night", null], ["?"]],
])("%s is unusual outside of its limits only", (field, within, outside) => {
  const others = field === "startedAt" ? { endedAt: null, weatherObservedAt: null } : {};
  for (const value of within) expect([value, namesOf({ ...others, [field]: value })]).toEqual([value, null]);
  for (const value of outside)
    expect([value, namesOf({ ...others, [field]: value })]).toEqual([value, field]);
});

test("several are named, and counted", () => {
  const outliers = namesOf({ turningLoop: true, humidityPercent: 0, country: "MX" });
  expect(outliers).toBe("country,humidityPercent,turningLoop");
  expect(accidentsDataset.outliers({ ...usual, outliers })).toBe(3);
  expect(accidentsDataset.outliers(usual)).toBe(0);
});

test("the names of all fields at once fit into the contract's field", () => {
  const all = Object.fromEntries(
    Object.entries(usual).map(([field, value]) => [
      field,
      typeof value === "number" ? -9_999 : (value ?? "?"),
    ]),
  );
  const names = namesOf({
    ...(all as Partial<Accident>),
    source: "?",
    side: "?",
    country: "?",
    windDirectionGiven: "?",
    startedAt: 0,
    endedAt: -1,
    weatherObservedAt: 2 * day,
    turningLoop: true,
    sunriseSunset: "?",
    civilTwilight: "?",
    nauticalTwilight: "?",
    astronomicalTwilight: "?",
  });
  expect(names?.split(",")).toHaveLength(24);
  expect(names?.length).toBeLessThanOrEqual(512);
});
