import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { inOrder } from "../../src/order/in-order.ts";
import { sortOrder } from "../../src/order/sort-order.ts";
import { openCsv } from "../../src/reading/open-csv.ts";
import { InputError } from "../../src/row-source.ts";
import { notes } from "../reading/notes.ts";
import { idsOf, never, readAll, readSome } from "../reading/read-all.ts";
import { scratch } from "../reading/scratch.ts";
import { tableOf } from "./in-memory-input.ts";

const { folder, file } = scratch();
let folders = 0;
const newFolder = () => join(folder, `cache-${folders++}`);
const quiet = () => undefined;
const sort = { by: "sort" } as const;

/** Goes back in time in two of five rows, as the file of US accidents does, with a gap of 94 days in it. */
function accidents(rows: number): string {
  const days = 86_400_000;
  const line = (_: unknown, i: number) => {
    const back = i % 5 < 2 ? (i % 97) * 3_600_000 : 0;
    const at = i * 60_000 - back + (i > rows / 2 ? 94 * days : 0);
    return `n${i},${at},${i % 7 === 0 ? '"a ""b"",\nc"' : "plain"}\n`;
  };
  return `id,at,text\n${Array.from({ length: rows }, line).join("")}`;
}

test("a file that steps back in time comes out by event time, whatever memory there is to sort", async () => {
  const text = accidents(5_000);
  const expected = (await readAll(await openCsv(file("accidents.csv", text), notes)))
    .flatMap((row) => (row.fault === undefined ? [row] : []))
    .sort((a, b) => a.eventTime - b.eventTime || a.lineNumber - b.lineNumber)
    .map((row) => ({ ...row, isLate: false }));
  for (const memoryBytes of [4_096, 100_000, 10_000_000]) {
    const source = sortOrder(await tableOf(text, 10_000), newFolder(), memoryBytes);
    await source.prepare(quiet, never);
    expect(await readAll(source)).toEqual(expected);
    expect(source.span).toEqual({ first: expected[0]?.eventTime, last: expected.at(-1)?.eventTime });
  }
});

test("the sorted copy is used again by the next process, and made again where it is not whole", async () => {
  const cacheFolder = newFolder();
  const path = file("again.csv", accidents(300));
  const prepared = async () => {
    const shares: number[] = [];
    const source = await openCsv(path, notes, { order: sort, cacheFolder });
    await source.prepare((share) => shares.push(share), never);
    return { source, shares };
  };
  const first = await prepared();
  expect(first.shares.length).toBeGreaterThan(1);
  const rows = await readAll(first.source);
  const [copy = ""] = readdirSync(cacheFolder);
  expect(readdirSync(cacheFolder)).toEqual([
    expect.stringMatching(/^notes-[0-9a-f]{16}-[0-9a-f]{8}\.sorted$/),
  ]);

  const second = await prepared();
  expect(second.shares).toEqual([1]);
  expect(await readAll(second.source)).toEqual(rows);

  truncateSync(join(cacheFolder, copy), readFileSync(join(cacheFolder, copy)).length - 20);
  const third = await prepared();
  expect(third.shares.length).toBeGreaterThan(1);
  expect(await readAll(third.source)).toEqual(rows);
});

test("another version of the dataset does not take the copy of the one before", async () => {
  const cacheFolder = newFolder();
  const path = file("versions.csv", "id,at\na,2\nb,1\n");
  for (const [version, ids] of [
    [1, ["b", "a"]],
    [2, ["a", "b"]],
  ] as const) {
    const eventTime = ({ at }: { at: number }) => (version === 1 ? at : -at);
    const dataset = { ...notes, version, topic: { ...notes.topic, eventTime } };
    const source = await openCsv(path, dataset, { order: sort, cacheFolder });
    await source.prepare(quiet, never);
    expect(idsOf(await readAll(source))).toEqual(ids);
  }
});

test("a position outlives the copy: it is the key of a row, not a place", async () => {
  const text = accidents(2_000);
  const before = sortOrder(await tableOf(text), newFolder(), 4_096);
  await before.prepare(quiet, never);
  const all = await readAll(before);
  const { position } = await readSome(before, undefined, 1_234);
  const after = sortOrder(await tableOf(text), newFolder(), 1_000_000);
  await after.prepare(quiet, never);
  expect(await readAll(after, position)).toEqual(all.slice(1_234));
});

test("an event time is found where the rows from it on begin", async () => {
  const source = sortOrder(await tableOf(accidents(2_000)), newFolder(), 10_000);
  await source.prepare(quiet, never);
  const all = await readAll(source);
  for (const time of [-1e15, 0, 17 * 3_600_000, 3e9, 1e15]) {
    const position = await source.find(time, never);
    const expected = all.filter((row) => row.fault === undefined && row.eventTime >= time);
    expect((await readAll(source, position)).length).toBe(expected.length);
  }
});

test("the share goes from 0 to 1 with the rows", async () => {
  const source = sortOrder(await tableOf(accidents(100)), newFolder(), 4_096);
  await source.prepare(quiet, never);
  const cursor = source.open(undefined, "r1");
  const rows = (await cursor.next(never)) ?? [];
  expect(rows.length).toBe(100);
  expect([0, 25, 100].map((count) => cursor.shareAfter(count))).toEqual([0, 0.25, 1]);
  await cursor.close();
});

test("a sort that is interrupted leaves nothing behind", async () => {
  const cacheFolder = newFolder();
  const source = await openCsv(file("stopped.csv", accidents(5_000)), notes, { order: sort, cacheFolder });
  const stop = new AbortController();
  await expect(source.prepare(() => stop.abort(new Error("stop")), stop.signal)).rejects.toThrow("stop");
  expect(readdirSync(cacheFolder)).toEqual([]);
  await expect(readAll(source)).rejects.toThrow(/sorted copy of stopped\.csv, .* is not there/);
});

test("what a killed sort left behind is removed once it is old, what another has at work stays", async () => {
  const cacheFolder = newFolder();
  for (const name of ["sorting-dead", "sorting-live"]) {
    await mkdir(join(cacheFolder, name), { recursive: true });
    writeFileSync(join(cacheFolder, name, "run-0"), "");
  }
  const longAgo = new Date("2020-01-01T00:00:00Z");
  utimesSync(join(cacheFolder, "sorting-dead", "run-0"), longAgo, longAgo);
  utimesSync(join(cacheFolder, "sorting-dead"), longAgo, longAgo);
  const source = await openCsv(file("swept.csv", accidents(10)), notes, { order: sort, cacheFolder });
  await source.prepare(quiet, never);
  expect(readdirSync(cacheFolder).sort()).toEqual([expect.stringMatching(/\.sorted$/), "sorting-live"]);
});

test("four copies are kept, those used last", async () => {
  const cacheFolder = newFolder();
  const copies: string[] = [];
  for (let i = 0; i < 6; i++) {
    const path = file(`file-${i}.csv`, `id,at\nn${i},1\n`);
    const source = await openCsv(path, notes, { order: sort, cacheFolder });
    await source.prepare(quiet, never);
    const made = readdirSync(cacheFolder).find((name) => !copies.includes(name));
    copies.push(made ?? "");
    const usedAt = new Date(Date.UTC(2020, 0, 1 + i));
    utimesSync(join(cacheFolder, made ?? ""), usedAt, usedAt);
    if (i === 3) {
      const again = await openCsv(file("file-0.csv", "id,at\nn0,1\n"), notes, { order: sort, cacheFolder });
      await again.prepare(quiet, never);
    }
  }
  const kept = [copies[0], copies[3], copies[4], copies[5]];
  expect(readdirSync(cacheFolder).sort()).toEqual(kept.sort());
});

test("a folder that cannot hold the copy is refused in words", async () => {
  const path = file("nowhere.csv", accidents(10));
  const aFile = file("no-folder", "");
  const source = await openCsv(path, notes, { order: sort, cacheFolder: aFile });
  const error = await source.prepare(quiet, never).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toMatch(/no-folder cannot hold the sorted copy: .* Name another folder\./);
  await expect(openCsv(path, notes, { order: sort })).rejects.toThrow(InputError);
});

test("a file that cannot be sorted in the room that is free is refused before it is begun", async () => {
  const table = await tableOf(accidents(10));
  const huge = { ...table.input, sizeBytes: 1e15 };
  const source = await inOrder(
    Object.assign(Object.create(table), { input: huge }),
    sort,
    newFolder(),
    never,
  );
  await expect(source.prepare(quiet, never)).rejects.toThrow(
    /Sorting needs about 2800000\.0 GB in .* are free/,
  );
});
