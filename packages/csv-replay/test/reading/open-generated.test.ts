import { openGenerated } from "../../src/reading/open-csv.ts";
import type { RowGenerator } from "../../src/reading/row-generator.ts";
import { InputError } from "../../src/row-source.ts";
import { notes } from "./notes.ts";
import { never, readAll, readSome } from "./read-all.ts";

/** One note a second, blocks of 100 rows that begin wherever they are asked for. */
function everySecond(rows: number): RowGenerator & { readonly begun: number[] } {
  const begun: number[] = [];
  return {
    name: "every second",
    fingerprint: "00000000000000aa",
    rows,
    header: "id,at,text",
    begun,
    *blocks(fromRow) {
      begun.push(fromRow);
      for (let row = fromRow; row < rows; row += 100) {
        const ids = Array.from({ length: Math.min(100, rows - row) }, (_, i) => row + i);
        yield Buffer.from(ids.map((id) => `n${id},${id * 1_000},ü\n`).join(""));
      }
    },
  };
}

test("generated rows stand as if in a file, one line each behind the header", async () => {
  const source = await openGenerated(everySecond(250), notes);
  const rows = await readAll(source);
  expect(rows.map(({ lineNumber }) => lineNumber)).toEqual(Array.from({ length: 250 }, (_, i) => i + 2));
  expect(rows[249]).toEqual({
    value: { replay: "r1", lineNumber: 251, id: "n249", at: 249_000, text: "ü" },
    eventTime: 249_000,
    lineNumber: 251,
    isLate: false,
  });
  expect(source).toMatchObject({
    name: "every second",
    fingerprint: "00000000000000aa",
    layout: "with text",
  });
  expect(source.span).toEqual({ first: 0, last: 249_000 });
});

test("reading goes on at the row behind a position, and makes no row before it", async () => {
  const generator = everySecond(1_000);
  const source = await openGenerated(generator, notes);
  const all = await readAll(source);
  const { position } = await readSome(source, undefined, 437);
  generator.begun.length = 0;
  expect(await readAll(source, position)).toEqual(all.slice(437));
  expect(generator.begun).toEqual([437]);
});

test("an event time is found by looking into some rows, and the line number is right", async () => {
  const generator = everySecond(1_000_000);
  const source = await openGenerated(generator, notes);
  const position = await source.find(765_432_100, never);
  expect(generator.begun.length).toBeLessThan(90);
  const { rows } = await readSome(source, position, 1);
  expect(rows[0]).toMatchObject({ eventTime: 765_433_000, lineNumber: 765_435 });
});

test("the share is that of the rows", async () => {
  const cursor = (await openGenerated(everySecond(100), notes)).open(undefined, "r1");
  await cursor.next(never);
  expect([0, 50, 100].map((count) => cursor.shareAfter(count))).toEqual([0, 0.5, 1]);
  await cursor.close();
});

test("a generator without rows, or of unknown columns, is refused as a file would be", async () => {
  await expect(openGenerated(everySecond(0), notes)).rejects.toThrow(InputError);
  await expect(openGenerated({ ...everySecond(1), header: "a,b" }, notes)).rejects.toThrow(InputError);
});
