import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { topics } from "@tributary/contracts";
import { openCsv } from "@tributary/csv-replay";
import { columns46, columns47, columns49 } from "../src/accident-columns.ts";
import { accidentsDataset } from "../src/accidents-dataset.ts";
import { editions, madeLine, madeTexts } from "./made-rows.ts";

const never = new AbortController().signal;
const origin = { replay: "r", lineNumber: 2 };

async function* rowsOf(...rows: readonly (readonly string[])[]) {
  yield* rows;
}

test("the columns are those of the published files, exactly and in their order", () => {
  expect(columns46.join()).toBe(
    "ID,Source,Severity,Start_Time,End_Time,Start_Lat,Start_Lng,End_Lat,End_Lng,Distance(mi),Description,Street,City,County,State," +
      "Zipcode,Country,Timezone,Airport_Code,Weather_Timestamp,Temperature(F),Wind_Chill(F),Humidity(%),Pressure(in),Visibility(mi)," +
      "Wind_Direction,Wind_Speed(mph),Precipitation(in),Weather_Condition,Amenity,Bump,Crossing,Give_Way,Junction,No_Exit,Railway," +
      "Roundabout,Station,Stop,Traffic_Calming,Traffic_Signal,Turning_Loop,Sunrise_Sunset,Civil_Twilight,Nautical_Twilight," +
      "Astronomical_Twilight",
  );
  const [head47, head49] = [columns47.slice(0, 15).join(), columns49.slice(0, 17).join()];
  expect(head47).toBe(
    "ID,Severity,Start_Time,End_Time,Start_Lat,Start_Lng,End_Lat,End_Lng,Distance(mi),Description,Number,Street,Side,City,County",
  );
  expect(head49).toBe(
    "ID,Source,TMC,Severity,Start_Time,End_Time,Start_Lat,Start_Lng,End_Lat,End_Lng,Distance(mi),Description,Number,Street,Side,City,County",
  );
  expect(columns47.slice(15)).toEqual(columns46.slice(14));
  expect(columns49.slice(17)).toEqual(columns46.slice(14));
  expect([columns46.length, columns47.length, columns49.length]).toEqual([46, 47, 49]);
});

test("accidents are read into the topic of accidents, sorted, for their file is in no order", () => {
  expect(accidentsDataset.topic.name).toBe("road.accident.v1");
  expect(topics).toContain(accidentsDataset.topic);
  expect(accidentsDataset.order).toEqual({ by: "sort" });
});

test("rows are replayed in the order of their instants, not of the file and not of its clocks", async () => {
  const folder = mkdtempSync(join(tmpdir(), "accidents-dataset-"));
  try {
    const file = join(folder, "rows.csv");
    const times = [
      ["2022-07-01 12:00:00", "CA", "US/Pacific"],
      ["2022-07-01 13:00:00.000000000", "NY", "US/Eastern"],
      ["2016-02-08 00:37:08", "OH", "US/Eastern"],
      ["2022-07-01 12:30:00", "TX", "US/Central"],
    ] as const;
    const lines = times.map(([Start_Time, State, Timezone]) =>
      madeLine(columns46, { Start_Time, State, Timezone }),
    );
    writeFileSync(file, [columns46.join(), ...lines].join("\n"));
    const source = await openCsv(file, accidentsDataset, { cacheFolder: join(folder, "cache") });
    await source.prepare(() => {}, never);
    const cursor = source.open(undefined, "r");
    const rows = (await cursor.next(never)) ?? [];
    expect(rows.map(({ lineNumber }) => lineNumber)).toEqual([4, 3, 5, 2]);
    await cursor.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a row index of pandas is passed over", () => {
  for (const [count, columns] of Object.entries(editions)) {
    const texts = madeTexts(columns);
    const alike = accidentsDataset.layouts.filter(
      (layout) => layout.columns[3] === columns[3] && layout.name.includes(`${count} columns`),
    );
    expect(alike.map((layout) => layout.columns.length - columns.length)).toEqual([0, 1, 1]);
    expect(alike.map((layout) => layout.columns[columns.length])).toEqual([undefined, "", "Unnamed: 0"]);
    for (const layout of alike)
      expect(layout.read([...texts, "17"], origin)).toEqual(alike[0]?.read(texts, origin));
  }
});

test("a file as published is read as it is, by a look at its first row", async () => {
  for (const layout of accidentsDataset.layouts) {
    const texts = madeTexts(columns49.filter((column) => layout.columns.includes(column)));
    expect(await layout.settle?.(rowsOf(texts), "file.csv")).toBe(layout);
  }
});

test("of a spreadsheet's copy all rows are read in the order of dates that one of them tells, and its name says which", async () => {
  const layout = accidentsDataset.layouts.find(({ columns }) => columns === columns47);
  const first = madeTexts(columns47, {
    Start_Time: "08/02/2016 00:37",
    End_Time: "08/02/2016 06:37",
    Weather_Timestamp: "",
  });
  const told = madeTexts(columns47, {
    Start_Time: "08/12/2016 00:37",
    End_Time: "13/12/2016 06:37",
    Weather_Timestamp: "",
  });
  const dayFirst = await layout?.settle?.(rowsOf(first, told), "copy.csv");
  expect(dayFirst?.name).toBe("2020 and 2021 updated, 47 columns, dates of a spreadsheet: day, month, year");
  expect(dayFirst?.read(first, origin).startedLocal).toBe("2016-02-08T00:37:00");
  const byZeros = await layout?.settle?.(rowsOf(first), "copy.csv");
  expect(byZeros?.name).toMatch(/day, month, year, as the leading zeros tell$/);
  const american = madeTexts(columns47, {
    Start_Time: "2/8/2016 0:37",
    End_Time: "2/28/2016 6:37",
    Weather_Timestamp: "",
  });
  const monthFirst = await layout?.settle?.(rowsOf(american), "copy.csv");
  expect(monthFirst?.name).toMatch(/: month, day, year$/);
  expect(monthFirst?.read(american, origin).startedLocal).toBe("2016-02-08T00:37:00");
});
