import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "@tributary/config";
import { type Flight, flight } from "@tributary/contracts";
import { given, MemoryCluster } from "@tributary/testing";
import { flightColumns } from "../src/flight-columns.ts";
import { flightGenerator } from "../src/generator/flight-generator.ts";
import { flightCsv } from "../src/service.ts";

const folder = mkdtempSync(join(tmpdir(), "flight-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

const first =
  "2015,1,1,4,AS,98,N407AS,ANC,SEA,0005,2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,";
const quick = { FLIGHT_SPEED: "max", FLIGHT_WHEN_DONE: "exit" };
const inOrder = (sent: readonly Flight[]) => [...sent].sort((a, b) => a.lineNumber - b.lineNumber);

function fileOf(name: string, rows: readonly string[], header = flightColumns.join()): string {
  const file = join(folder, name);
  writeFileSync(file, [header, ...rows].join("\n"));
  return file;
}

test("without a file it sends the generated year, each flight once and in order", async () => {
  const env = { ...quick, FLIGHT_GENERATED_ROWS: "400", FLIGHT_SEED: "3" };
  const { published, deadLetters } = await given(flightCsv, [], { env });
  const sent = inOrder(published.get(flight));
  expect(deadLetters).toHaveLength(0);
  expect(sent.map(({ lineNumber }) => lineNumber)).toEqual(Array.from({ length: 400 }, (_, at) => at + 2));
  const rows = Buffer.concat([...flightGenerator({ rows: 400, seed: 3 }).blocks(0)])
    .toString()
    .split("\n");
  const written = rows.slice(0, 400).map((row) => row.split(","));
  expect(sent.map(({ airline }) => airline)).toEqual(written.map((texts) => texts[4]));
  expect(sent.map(({ arrivalDelayMinutes: delay }) => (delay === null ? "" : `${delay}`))).toEqual(
    written.map((texts) => texts[22]),
  );
});

test("started again it goes on behind what it has sent; another seed is another file", async () => {
  const cluster = new MemoryCluster();
  const run = (seed: string) =>
    given(flightCsv, [], { cluster, env: { ...quick, FLIGHT_GENERATED_ROWS: "50", FLIGHT_SEED: seed } });
  expect((await run("1")).published.get(flight)).toHaveLength(50);
  expect((await run("1")).published.get(flight)).toHaveLength(0);
  expect((await run("2")).published.get(flight)).toHaveLength(50);
});

test("of a damaged file the good flights are sent, and what is bad is buried with a reason", async () => {
  const file = fileOf("damaged.csv", [
    first,
    first.replace("2015,1,1,4,", "2015,2,29,7,"),
    `${first},,,,,,,,,,,,`,
    first.replace(",AS,", ",ZZ,"),
    first.replace(",AS,", ",Alaska Airlines,"),
    first.replace(",0005,", ",2360,"),
    first.replace(",1448,", ",99999,"),
    first.slice(0, 60),
  ]);
  const { published, deadLetters } = await given(flightCsv, [], { env: { ...quick, FLIGHT_FILE: file } });
  const sent = inOrder(published.get(flight));
  expect(sent.map(({ lineNumber, airline, outliers }) => [lineNumber, airline, outliers])).toEqual([
    [2, "AS", null],
    [5, "ZZ", "airline"],
  ]);
  const told = deadLetters.map(({ letter }) => [letter.offset, letter.error, letter.message]);
  expect(told).toEqual([
    [3, "no_such_day", expect.stringContaining("there is no 29 February 2015")],
    [4, "empty_extra_fields", expect.stringContaining("43 fields, the header has 31")],
    [6, "not_a_code", expect.stringContaining('AIRLINE is "Alaska Airlines", not an airline\'s code')],
    [7, "not_a_time", expect.stringContaining('SCHEDULED_DEPARTURE is "2360", not a time of day')],
    [8, "refused", expect.stringContaining("distanceMiles")],
    [9, "too_few_fields", expect.stringContaining("the row is cut short")],
  ]);
});

test("a file of other columns is refused, and it says which are missing and which are new", async () => {
  const file = fileOf("other.csv", [first], flightColumns.join().replace("TAIL_NUMBER", "TailNum"));
  const run = given(flightCsv, [], { env: { ...quick, FLIGHT_FILE: file } });
  await expect(run).rejects.toThrow(ConfigError);
  await expect(run).rejects.toThrow("missing: TAIL_NUMBER; new: TailNum");
});

test.each([
  ["FLIGHT_GENERATED_ROWS", "0"],
  ["FLIGHT_GENERATED_ROWS", "many"],
  ["FLIGHT_SEED", "-1"],
])("%s=%s is refused by its name", async (name, value) => {
  await expect(given(flightCsv, [], { env: { ...quick, [name]: value } })).rejects.toThrow(name);
});
