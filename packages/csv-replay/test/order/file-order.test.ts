import { appendFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { openCsv } from "../../src/reading/open-csv.ts";
import { InputError } from "../../src/row-source.ts";
import { notes } from "../reading/notes.ts";
import { never, readAll } from "../reading/read-all.ts";
import { scratch } from "../reading/scratch.ts";

const { file } = scratch();

/** 200,000 rows, ten a time, some of two lines: 6 MB, so that a search has something to skip. */
const many = (() => {
  const row = (_: unknown, i: number) =>
    `n${i},${Math.floor(i / 10) * 100},${i % 9 === 0 ? '"two, of\nthem and more text"' : "a text of some length"}\n`;
  return `id,at,text\n${Array.from({ length: 200_000 }, row).join("")}`;
})();

const finds = [
  [-1, 0],
  [0, 0],
  [100, 10],
  [1_234_501, 123_460],
  [1_999_900, 199_990],
  [1_999_901, 200_000],
] as const;

test("an event time is found at the first row that is not before it, with its line", async () => {
  const source = await openCsv(file("found.csv", many), notes);
  const lineOf = (index: number) => 2 + index + Math.ceil(index / 9); // each ninth row has two lines
  for (const [time, index] of finds)
    expect(await source.find(time, never)).toEqual({
      offset: index === 200_000 ? many.length : many.indexOf(`n${index},`),
      line: lineOf(index),
      newest: null,
    });
});

test("a search that has been called off does not spoil the next one", async () => {
  const source = await openCsv(file("sought.csv", many), notes);
  const first = new AbortController();
  const place = await source.find(1_234_501, first.signal);
  first.abort();
  expect(await source.find(1_234_501, never)).toEqual(place);
  await expect(source.find(1_234_501, first.signal)).rejects.toThrow(/abort/);
});

test("a packed file is unpacked up to the row looked for", async () => {
  const text = many.slice(0, many.indexOf("n20000,"));
  const source = await openCsv(file("found.csv.gz", gzipSync(text)), notes);
  const position = await source.find(150_001, never);
  expect(position).toMatchObject({ offset: text.indexOf("n15010,") });
  expect((await readAll(source, position)).length).toBe(4_990);
});

test("in a file that is not in order the first row at or after an event time is found by reading", async () => {
  const row = (_: unknown, i: number) =>
    `n${i},${(i * 7_919) % 200_000},a text of some length to make it large\n`;
  const text = `id,at,text\n${Array.from({ length: 100_000 }, row).join("")}`;
  const source = await openCsv(file("mixed.csv", text), notes);
  const times = Array.from({ length: 100_000 }, (_, i) => (i * 7_919) % 200_000);
  const position = await source.find(199_990, never);
  expect(position).toMatchObject({ line: 2 + times.findIndex((time) => time >= 199_990) });
}, 30_000);

test("the span is told by the first and the last row, of a packed file by the first alone", async () => {
  expect((await openCsv(file("span.csv", many), notes)).span).toEqual({ first: 0, last: 1_999_900 });
  expect((await openCsv(file("span.csv.gz", gzipSync(many)), notes)).span).toEqual({
    first: 0,
    last: undefined,
  });
  const short = "id,at\nx,never\na,5\nb,3\nx\n";
  expect((await openCsv(file("short.csv", short), notes)).span).toEqual({ first: 5, last: 3 });
  expect((await openCsv(file("bad.csv", "id,at\nx,never\n"), notes)).span).toBeUndefined();
});

test("the share behind a row is that of the bytes before it", async () => {
  const text = "id,at\na,1\nb,2\n";
  for (const content of [text, gzipSync(text)]) {
    const cursor = (await openCsv(file("share.csv", content), notes)).open(undefined, "r1");
    await cursor.next(never);
    expect(cursor.shareAfter(2)).toBe(1);
    expect(cursor.shareAfter(1)).toBeCloseTo(10 / 14, 9);
    await cursor.close();
  }
});

const changes: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  [
    "grows",
    (path) => appendFileSync(path, "z,9,z\n"),
    /has changed while it was being read: \d+ bytes became \d+/,
  ],
  [
    "is replaced",
    (path) => {
      writeFileSync(`${path}.new`, many);
      renameSync(`${path}.new`, path);
    },
    /another file has its name/,
  ],
  ["is written over", (path) => utimesSync(path, 1, 1), /it was written to/],
  ["is removed", (path) => rmSync(path), /is gone while it was being read/],
];

test.each(changes)("a file that %s while it is read is refused, not read on", async (_, change, words) => {
  const path = file("changing.csv", many);
  const source = await openCsv(path, notes);
  const cursor = source.open(undefined, "r1");
  await cursor.next(never);
  change(path);
  const rest = async () => {
    while ((await cursor.next(never)) !== undefined);
  };
  await expect(rest()).rejects.toThrow(words);
  await cursor.close();
  await expect(readAll(source)).rejects.toThrow(InputError);
});

test("a read that is given up rejects with the reason", async () => {
  const source = await openCsv(file("given-up.csv", many), notes);
  const cursor = source.open(undefined, "r1");
  const stop = new AbortController();
  stop.abort(new Error("given up"));
  await expect(cursor.next(stop.signal)).rejects.toThrow("given up");
  await cursor.close();
});

test("a position of another order is refused in words", async () => {
  const source = await openCsv(file("foreign.csv", "id,at\na,1\n"), notes);
  expect(() => source.open({ time: 1, line: 2 }, "r1")).toThrow(InputError);
  expect(() => source.open("somewhere", "r1")).toThrow(/is not of this order of rows/);
});
