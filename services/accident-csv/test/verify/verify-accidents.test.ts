import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { accidentGenerator } from "../../src/generator/accident-generator.ts";
import type { TotalLine } from "../../src/verify/verification.ts";
import { verifyAccidents } from "../../src/verify/verify-accidents.ts";
import { textOf } from "../generator/generated-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "verify-accidents-"));
afterAll(() => rmSync(folder, { recursive: true }));
const run = promisify(execFile);

async function ran(...words: string[]) {
  let [out, err] = ["", ""];
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    width: undefined,
    onStop: () => () => {},
  };
  const code = await verifyAccidents(words, { env: {}, terminal, folder });
  return { code, out, err };
}

function written(name: string, rows: number, layout: "46" | "47" | "49" = "46"): string {
  const generator = accidentGenerator({ rows, seed: 9, layout });
  const csv = `${generator.header}\n${textOf(generator)}`;
  writeFileSync(join(folder, name), name.endsWith(".gz") ? gzipSync(csv) : csv);
  return name;
}

test("the generated file has every total that is promised", async () => {
  const { code, out, err } = await ran("--rows", "1000", "--seed", "4");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^total +promised +seen +difference +verdict$/m);
  expect(out).toMatch(/^severity 2 +797 +797 +0 {2}equal$/m); // 6,156,981 × 1,000 / 7,728,394 = 796.7
  expect(out).toContain("Equal: all 93 promised totals are in this file.");
});

test.each(["46", "47", "49"] as const)(
  "counts of a file of %s columns are those of awk, fractions of seconds included",
  async (layout) => {
    const name = written(`${layout}.csv`, 1_500, layout);
    const { stdout } = await run("awk", [
      "-f",
      join(import.meta.dirname, "../truth.awk"),
      join(folder, name),
    ]);
    const { out } = await ran(name, "--json");
    const { lines } = JSON.parse(out) as { lines: readonly TotalLine[] };
    const counted = lines.filter(({ total, seen }) => total !== "accidents" && seen > 0);
    const told = counted.map(({ total, word, seen }) => `${total},${word},${seen}`).sort();
    expect(told).toEqual(stdout.trimEnd().split("\n").sort());
  },
);

test("of a file of another size it shows what it counted, says that nothing is published for it, and ends with 1", async () => {
  const { code, out, err } = await ran(written("small.csv.gz", 700));
  expect([code, err]).toEqual([1, ""]);
  expect(out).toContain("small.csv.gz: March 2023, 46 columns");
  expect(out).toMatch(/^total +seen$/m);
  expect(out).toMatch(/^accidents +700$/m);
  expect(out).toContain("Nothing is published for this file: it has 700 rows");
  expect(out).toContain("7,728,394 rows");
});

test("rows that cannot be read are told", async () => {
  const generator = accidentGenerator({ rows: 300, seed: 9 });
  writeFileSync(join(folder, "cut.csv"), `${generator.header}\n${textOf(generator)}A-9,Source1,2,2020`);
  const { code, out } = await ran("cut.csv");
  expect(code).toBe(1);
  expect(out).toContain("1 of 301 rows could not be read and are in no total.");
});

test("a file that is none of accidents is refused in words", async () => {
  writeFileSync(join(folder, "other.csv"), "a,b\n1,2\n");
  const { code, out, err } = await ran("other.csv");
  expect([code, out]).toEqual([78, ""]);
  expect(err).toContain("other.csv is not a file of accidents");
});

test.each([
  [["--rows", "0"], '--rows is "0", not a whole number from 1'],
  [["a.csv", "b.csv"], "One file at a time: a.csv, b.csv."],
  [["a.csv", "--seed", "3"], "--rows and --seed are of the generated file"],
  [["--row", "3"], "Unknown option '--row'"],
])("%j is not understood, and it says why", async (words, message) => {
  const { code, out, err } = await ran(...words);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(message);
});

test("--help tells all options", async () => {
  const { code, out } = await ran("--help");
  expect(code).toBe(0);
  for (const option of ["FILE", "--rows", "--seed", "--json"]) expect(out).toContain(option);
});
