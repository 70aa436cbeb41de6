import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { generateAccidents } from "../../src/generator/generate-accidents.ts";

const folder = mkdtempSync(join(tmpdir(), "generate-accidents-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function ran(...words: string[]) {
  const streams = { out: new PassThrough(), err: new PassThrough() };
  const told = Promise.all([text(streams.out), text(streams.err)]);
  const code = await generateAccidents(words, streams);
  streams.out.end();
  streams.err.end();
  const [out, err] = await told;
  return { code, out, err };
}

test.each([
  ["46", "ID,Source,Severity,Start_Time"],
  ["47", "ID,Severity,Start_Time"],
  ["49", "ID,Source,TMC,Severity,Start_Time"],
])("layout %s has its columns and as many rows as asked for", async (layout, columns) => {
  const { code, out, err } = await ran("--rows", "120", "--layout", layout);
  expect([code, err]).toEqual([0, ""]);
  const [header = "", ...lines] = out.trimEnd().split("\n");
  expect(header.startsWith(columns)).toBe(true);
  expect(header.split(",")).toHaveLength(Number(layout));
  expect(lines).toHaveLength(120);
});

test("it writes a file", async () => {
  const file = join(folder, "accidents.csv");
  expect(await ran("--rows", "10", "--seed", "3", "--out", file)).toEqual({ code: 0, out: "", err: "" });
  expect(readFileSync(file, "utf8")).toBe((await ran("--rows", "10", "--seed", "3")).out);
});

test("a layout that is none is refused, naming those there are", async () => {
  const { code, err } = await ran("--layout", "48");
  expect(code).toBe(2);
  expect(err).toContain('--layout is "48", not one of 46, 47, 49.');
  expect(err).toContain("npm run generate-accidents -- --help");
});

test("--help tells all options", async () => {
  const { code, out } = await ran("--help");
  expect(code).toBe(0);
  for (const option of ["--rows", "--seed", "--layout", "--out"]) expect(out).toContain(option);
});
