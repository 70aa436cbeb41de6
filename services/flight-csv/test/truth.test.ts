import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { flightGenerator } from "../src/generator/flight-generator.ts";
import { yearPlan } from "../src/generator/year-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "truth-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(import.meta.dirname, "truth.awk");
const run = promisify(execFile);

async function truthOf(csv: string | Buffer): Promise<string> {
  const file = join(folder, "flights.csv");
  writeFileSync(file, csv);
  return (await run("awk", ["-f", program, file], { maxBuffer: 16 * 1024 * 1024 })).stdout;
}

const header = flightGenerator({ rows: 1, seed: 1 }).header;
const head =
  "airline,date,flights,cancelled,diverted,departedLate,arrivedLate,departed,arrived,departureDelayMinutes,arrivalDelayMinutes\n";

test("it counts by airline and day, and a blank delay is none of 0", async () => {
  const rows = [
    "2015,1,1,4,AS,98,N407AS,ANC,SEA,0005,2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,",
    "2015,1,1,4,AS,99,N408AS,SEA,ANC,0100,0115,15,21,0136,205,204,179,1448,0404,4,0425,0439,14,0,0,,,,,,",
    "2015,1,1,4,AS,97,N409AS,SEA,ANC,0200,0214,14,21,0235,205,206,181,1448,0504,4,0525,0540,15,0,0,,15,0,0,0,0",
    "2015,1,1,4,AS,96,,SEA,ANC,0300,,,,,205,,,1448,,,0625,,,0,1,A,,,,,",
    "2015,1,1,4,AS,95,N401AS,SEA,ANC,0400,0400,0,9,0409,205,,,1448,,,0725,,,1,0,,,,,,",
    "2015,10,9,5,AA,1,N1AA,14747,11298,0400,0400,0.0,9,0409,205,205,180,1448,0800,4,0725,0725,0.0,0,0,,,,,,",
  ];
  expect(await truthOf(`${header}\n${rows.join("\n")}\n`)).toBe(
    `${head}AA,2015-10-09,1,0,0,0,0,1,1,0,0\nAS,2015-01-01,5,1,1,1,1,4,3,18,7\n`,
  );
});

test("it finds columns by name, behind a byte order mark and before carriage returns", async () => {
  const csv =
    "\ufeffCANCELLED,AIRLINE,DAY,MONTH,YEAR,DIVERTED,ARRIVAL_DELAY,DEPARTURE_DELAY\r\n0,WN,2,1,2015,0,-3,20\r\n";
  expect(await truthOf(csv)).toBe(`${head}WN,2015-01-02,1,0,0,1,0,1,1,20,-3\n`);
});

test("rows of another number of fields are left out", async () => {
  const row = "2015,1,1,4,AS,96,,SEA,ANC,0300,,,,,205,,,1448,,,0625,,,0,1,A,,,,,";
  expect(await truthOf(`${header}\n${row}\n${row},,,,,,,,,,,,\n2015,1,1,4,AS`)).toBe(
    `${head}AS,2015-01-01,1,1,0,0,0,0,0,0,0\n`,
  );
});

test("of a generated year it finds the flights planned", async () => {
  const generator = flightGenerator({ rows: 40_000, seed: 4 });
  const csv = Buffer.concat([Buffer.from(`${generator.header}\n`), ...generator.blocks(0)]);
  const lines = (await truthOf(csv)).trimEnd().split("\n").slice(1);
  expect(lines).toEqual([...lines].sort());
  const plan = yearPlan(40_000, 4);
  expect(lines).toHaveLength(plan.flights.filter((flights) => flights > 0).length);
  const totals = lines
    .map((line) => line.split(",").slice(2).map(Number))
    .reduce((sums, counts) => sums.map((sum, at) => sum + (counts[at] ?? 0)));
  // 89,884, 15,187 and 1,063,439 of 5,819,079, for 40,000.
  expect(totals.slice(0, 3)).toEqual([40_000, 618, 104]);
  expect(totals[4]).toBe(7_310);
  expect(totals[6]).toBe(40_000 - 618 - 104);
});

test("without a column it needs it says which, and counts nothing", async () => {
  const missing = truthOf("YEAR,MONTH,DAY,AIRLINE\n2015,1,1,AS\n");
  await expect(missing).rejects.toMatchObject({ code: 1, stderr: "truth.awk: no column DEPARTURE_DELAY\n" });
});
