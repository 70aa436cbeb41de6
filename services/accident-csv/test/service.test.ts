import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "@tributary/config";
import { type Accident, accident } from "@tributary/contracts";
import { given, MemoryCluster } from "@tributary/testing";
import { columns46, columns47, columns49 } from "../src/accident-columns.ts";
import { accidentGenerator } from "../src/generator/accident-generator.ts";
import { accidentCsv } from "../src/service.ts";
import { editions, madeLine } from "./made-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "accident-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

const quick = {
  ACCIDENT_SPEED: "max",
  ACCIDENT_WHEN_DONE: "exit",
  ACCIDENT_CACHE_DIR: join(folder, "cache"),
};
const byLine = (sent: readonly Accident[]) => [...sent].sort((a, b) => a.lineNumber - b.lineNumber);

function fileOf(name: string, lines: readonly string[], lineEnd = "\n"): string {
  const file = join(folder, name);
  writeFileSync(file, lines.join(lineEnd));
  return file;
}

const replayed = (file: string, env = {}, cluster = new MemoryCluster()) =>
  given(accidentCsv, [], { cluster, env: { ...quick, ACCIDENT_FILE: file, ...env } });

/** All of the generated collection; by default it is replayed from 2019 on. */
const fromTheFirst = { ACCIDENT_FROM: "2016-01-01" };

test("without a file it sends the generated collection, each accident once", async () => {
  const env = { ...quick, ...fromTheFirst, ACCIDENT_GENERATED_ROWS: "400", ACCIDENT_SEED: "3" };
  const { published, deadLetters } = await given(accidentCsv, [], { env });
  const sent = byLine(published.get(accident));
  expect(deadLetters).toHaveLength(0);
  expect(sent.map(({ lineNumber }) => lineNumber)).toEqual(Array.from({ length: 400 }, (_, at) => at + 2));
  const text = Buffer.concat([...accidentGenerator({ rows: 400, seed: 3 }).blocks(0)]).toString();
  const ids = text
    .trimEnd()
    .split("\n")
    .map((line) => line.slice(0, line.indexOf(",")));
  expect(sent.map(({ accidentId }) => accidentId)).toEqual(ids);
});

test("of the generated collection it sends what happened from 2019 on, unless it is told otherwise", async () => {
  const env = { ...quick, ACCIDENT_GENERATED_ROWS: "200", ACCIDENT_SEED: "3" };
  const all = await given(accidentCsv, [], { env: { ...env, ...fromTheFirst } });
  const late = all.published.get(accident).filter(({ startedAt }) => startedAt >= Date.UTC(2019, 0, 1));
  const { published } = await given(accidentCsv, [], { env });
  expect(late.length).toBeGreaterThan(0);
  expect(late.length).toBeLessThan(200);
  expect(
    published
      .get(accident)
      .map(({ accidentId }) => accidentId)
      .sort(),
  ).toEqual(late.map(({ accidentId }) => accidentId).sort());
});

test.each(Object.entries(editions))(
  "a file of %s columns is sent, whatever shape its times have",
  async (count, columns) => {
    const file = fileOf(`layout-${count}.csv`, [
      columns.join(),
      madeLine(columns, {
        ID: "A-1",
        Start_Time: "2022-07-01 12:00:00.000000000",
        State: "CA",
        Timezone: "US/Pacific",
      }),
      madeLine(columns, {
        ID: "A-2",
        Start_Time: "2022-07-01 13:00:00",
        State: "NY",
        Timezone: "US/Eastern",
      }),
      madeLine(columns, { ID: "A-3", Start_Time: "2016-02-08 00:37:08.123456789" }),
      "",
    ]);
    const { published, deadLetters } = await replayed(file);
    expect(deadLetters).toHaveLength(0);
    const sent = byLine(published.get(accident)).map(({ accidentId, startedAt, source, side }) => [
      accidentId,
      new Date(startedAt).toISOString(),
      source,
      side,
    ]);
    const [source, side] = [count === "47" ? null : "Source1", count === "46" ? null : "R"];
    expect(sent).toEqual([
      ["A-1", "2022-07-01T19:00:00.000Z", source, side],
      ["A-2", "2022-07-01T17:00:00.000Z", source, side],
      ["A-3", "2016-02-08T05:37:08.123Z", source, side],
    ]);
  },
);

test("of a damaged file the good accidents are sent, and what is bad is buried with a reason", async () => {
  const cut = madeLine(columns46).split(",").slice(0, 11).join();
  const file = fileOf("damaged.csv", [
    columns46.join(),
    madeLine(columns46),
    madeLine(columns46, { Start_Time: "2022-02-29 12:00:00" }),
    madeLine(columns46, { Timezone: "US/Nowhere" }),
    madeLine(columns46, { State: "XX" }),
    madeLine(columns46, { ID: "A-6", Timezone: "", Description: 'Lane closed,\tdetour\r\nby "Alder" Señal' }),
    madeLine(columns46, { Severity: "7" }),
    madeLine(columns46, { Start_Time: "08/02/2016 00:37" }),
    madeLine(columns46, { ID: "A-10", End_Time: "2016-02-08 00:00:00" }),
    cut,
  ]);
  const { published, deadLetters } = await replayed(file);
  const sent = byLine(published.get(accident));
  expect(sent.map(({ lineNumber, timeNotes, outliers }) => [lineNumber, timeNotes, outliers])).toEqual([
    [2, null, null],
    [6, "zoneAssumed", null],
    [10, null, "endedAt"],
  ]);
  expect(sent[1]?.description).toBe('Lane closed, detour by "Alder" Señal');
  const told = deadLetters.map(({ letter }) => [letter.offset, letter.error, letter.message]);
  expect(told.sort(([a], [b]) => Number(a) - Number(b))).toEqual([
    [
      3,
      "no_such_time",
      expect.stringContaining('Start_Time is "2022-02-29 12:00:00", not a day of the calendar'),
    ],
    [4, "unknown_zone", expect.stringContaining('Timezone is "US/Nowhere", not a zone of the United States')],
    [5, "unknown_state", expect.stringContaining('State is "XX"')],
    [8, "refused", expect.stringContaining("severityLevel")],
    [9, "unsettled_date", expect.stringContaining("which part is the month is not known")],
    [11, "too_few_fields", expect.stringContaining("11 fields, the header has 46: the row is cut short")],
  ]);
});

test("a spreadsheet's copy, with its line ends and byte order mark, is the same day", async () => {
  const file = fileOf(
    "copy.csv",
    [
      `\ufeff${columns47.join()}`,
      madeLine(columns47, {
        Start_Time: "08/02/2016 00:37",
        End_Time: "08/02/2016 06:37",
        Weather_Timestamp: "08/02/2016 00:53",
        Crossing: "TRUE",
        Bump: "FALSE",
      }),
      "",
    ],
    "\r\n",
  );
  const { published, deadLetters } = await replayed(file);
  expect(deadLetters).toHaveLength(0);
  expect(published.get(accident)).toMatchObject([
    {
      startedLocal: "2016-02-08T00:37:00",
      startedAt: Date.UTC(2016, 1, 8, 5, 37),
      crossing: true,
      astronomicalTwilight: "day",
    },
  ]);
});

test("a copy whose dates could be read both ways is refused, and it says how to save it", async () => {
  const both = { Start_Time: "10/11/2016 10:37", End_Time: "10/11/2016 11:37", Weather_Timestamp: "" };
  const run = replayed(fileOf("both.csv", [columns46.join(), madeLine(columns46, both)]));
  await expect(run).rejects.toThrow(ConfigError);
  await expect(run).rejects.toThrow("Save it with times such as 2016-02-08 00:37:08");
});

test("a later edition of 50 columns is refused, and it says which are new", async () => {
  const header = `${columns49.join()},Vehicles`;
  const run = replayed(fileOf("later.csv", [header, `${madeLine(columns49)},2`]));
  await expect(run).rejects.toThrow(ConfigError);
  await expect(run).rejects.toThrow('Nearest is "2019 and 2020, 49 columns"; new: Vehicles');
  const four = ["Vehicles", "Injured", "Weather_Code", "Road_Type"];
  const grown = fileOf("grown.csv", [[...columns46, ...four].join(), `${madeLine(columns46)},1,2,3,4`]);
  await expect(replayed(grown)).rejects.toThrow(
    '"March 2023, 46 columns"; new: Vehicles, Injured, Weather_Code, Road_Type',
  );
});

test("rebased to now it is other accidents, at the same hour of the same day of the week", async () => {
  const lines = [columns46.join(), madeLine(columns46, { ID: "A-1" }), madeLine(columns46, { ID: "A-2" })];
  const cluster = new MemoryCluster({ now: () => Date.UTC(2026, 10, 22, 12) });
  const { published } = await replayed(fileOf("rebased.csv", lines), { ACCIDENT_REBASE: "now" }, cluster);
  const sent = published.get(accident);
  // Monday 00:37 in Ohio stays that: it is the first one after the start, which was on a Sunday.
  expect(sent[0]?.startedLocal).toBe("2026-11-23T00:37:08");
  const seconds = (Date.UTC(2026, 10, 23) - Date.UTC(2016, 1, 8)) / 1_000;
  expect(sent.map(({ accidentId }) => accidentId)).toEqual([`A-1+${seconds}s`, `A-2+${seconds}s`]);
});

test("started again it goes on behind what it has sent; another seed is another file", async () => {
  const cluster = new MemoryCluster();
  const run = (seed: string) =>
    given(accidentCsv, [], {
      cluster,
      env: { ...quick, ...fromTheFirst, ACCIDENT_GENERATED_ROWS: "50", ACCIDENT_SEED: seed },
    });
  expect((await run("1")).published.get(accident)).toHaveLength(50);
  expect((await run("1")).published.get(accident)).toHaveLength(0);
  expect((await run("2")).published.get(accident)).toHaveLength(50);
  const file = fileOf("again.csv", [columns49.join(), madeLine(columns49)]);
  expect((await replayed(file, {}, cluster)).published.get(accident)).toHaveLength(1);
  expect((await replayed(file, {}, cluster)).published.get(accident)).toHaveLength(0);
});

test.each([
  ["ACCIDENT_GENERATED_ROWS", "0"],
  ["ACCIDENT_GENERATED_ROWS", "many"],
  ["ACCIDENT_SEED", "-1"],
])("%s=%s is refused by its name", async (name, value) => {
  await expect(given(accidentCsv, [], { env: { ...quick, [name]: value } })).rejects.toThrow(name);
});
