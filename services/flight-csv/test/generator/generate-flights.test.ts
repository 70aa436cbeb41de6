import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { generateFlights } from "../../src/generator/generate-flights.ts";

const folder = mkdtempSync(join(tmpdir(), "generate-flights-"));
afterAll(() => rmSync(folder, { recursive: true }));

class Text extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function ran(...words: string[]) {
  const [out, err] = [new Text(), new Text()];
  const code = await generateFlights(words, { out, err });
  return { code, out: out.text, err: err.text };
}

test("it writes a header and as many rows as asked for, the same each time", async () => {
  const first = await ran("--rows", "250", "--seed", "7");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out.startsWith("YEAR,MONTH,DAY,DAY_OF_WEEK,AIRLINE,")).toBe(true);
  expect(first.out.trimEnd().split("\n")).toHaveLength(251);
  expect(await ran("--rows", "250", "--seed", "7")).toEqual(first);
  expect((await ran("--rows", "250", "--seed", "8")).out).not.toBe(first.out);
});

test("it writes a file, but not over one that is there", async () => {
  const file = join(folder, "flights.csv");
  expect(await ran("--rows", "10", "--out", file)).toEqual({ code: 0, out: "", err: "" });
  const before = readFileSync(file, "utf8");
  expect(before.trimEnd().split("\n")).toHaveLength(11);
  expect(await ran("--rows", "20", "--out", file)).toEqual({
    code: 1,
    out: "",
    err: `${file} is there already: name another file, or remove it.\n`,
  });
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("a folder that is not there is told", async () => {
  const file = join(folder, "nowhere", "flights.csv");
  const { code, err } = await ran("--rows", "10", "--out", file);
  expect(code).toBe(1);
  expect(err).toContain("no such file or directory");
  expect(existsSync(file)).toBe(false);
});

test("a reader that has read enough is no error", async () => {
  const out = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
  });
  const err = new Text();
  expect(await generateFlights(["--rows", "100000"], { out, err })).toBe(0);
  expect(err.text).toBe("");
});

test.each([
  [["--rows", "0"], '--rows is "0", not a whole number from 1 to 100000000.'],
  [["--rows", "1e6"], '--rows is "1e6", not a whole number from 1 to 100000000.'],
  [["--seed", "-1"], "--seed"],
  [["--layout", "46"], '--layout is "46", and there is but one.'],
  [["--row", "5"], "Unknown option '--row'"],
  [["flights.csv"], "Unexpected argument 'flights.csv'"],
])("%j is not understood, and it says why", async (words, message) => {
  const { code, out, err } = await ran(...words);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(message);
  expect(err).toContain("--help tells more");
});

test("--help tells all options", async () => {
  const { code, out } = await ran("--help");
  expect(code).toBe(0);
  for (const option of ["--rows", "--seed", "--out"]) expect(out).toContain(option);
});
