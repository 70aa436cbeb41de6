import fc from "fast-check";
import { bufferOrder } from "../../src/order/buffer-order.ts";
import { fileOrder } from "../../src/order/file-order.ts";
import { sortOrder } from "../../src/order/sort-order.ts";
import type { RowPosition, RowSource } from "../../src/row-source.ts";
import type { Note } from "../reading/notes.ts";
import { never, readAll, readSome } from "../reading/read-all.ts";
import { scratch } from "../reading/scratch.ts";
import { tableOf } from "./in-memory-input.ts";
import { type Line, lineNumbers, lines, sortedIndexes, textOf } from "./rows-of-notes.ts";

const { folder } = scratch();
let caches = 0;

/** Sorting goes to the disk each time. */
const runsOf = (order: string, numRuns: number) => ({ numRuns: order === "sort" ? 25 : numRuns });

type Open = (rows: readonly Line[]) => Promise<RowSource<Note>>;

const orders: readonly (readonly [string, Open])[] = [
  ["file", async (rows) => fileOrder(await tableOf(textOf(rows)), never)],
  [
    "buffer",
    async (rows) =>
      bufferOrder(await tableOf(textOf(rows), 1_000), { latenessMs: 5, heldRows: 1_000 }, never),
  ],
  [
    "buffer of few rows",
    async (rows) => bufferOrder(await tableOf(textOf(rows), 50), { latenessMs: 12, heldRows: 4 }, never),
  ],
  [
    "sort",
    async (rows) => {
      const source = sortOrder(await tableOf(textOf(rows)), `${folder}/${caches++}`, 256);
      await source.prepare(() => undefined, never);
      return source;
    },
  ],
];

/** Kills after so many rows, goes on from the position, kills again. */
async function interrupted(source: RowSource<Note>, kills: readonly number[]) {
  const rows = [];
  let position: RowPosition | undefined;
  for (let i = 0; ; i++) {
    const some = await readSome(source, position, kills[i % kills.length] ?? 1);
    rows.push(...some.rows);
    if (some.isEnd) return rows;
    position = JSON.parse(JSON.stringify(some.position)); // as it comes back from a topic
  }
}

describe.each(orders)("order %s", (order, open) => {
  test("a reader killed after any row goes on with the next, late marks included", async () => {
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        async (rows, kills) => {
          const source = await open(rows);
          expect(await interrupted(source, kills)).toEqual(await readAll(source));
        },
      ),
      runsOf(order, 150),
    );
  });

  test("every row is there once, good or bad", async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        const read = await readAll(await open(rows));
        expect(read.map(({ lineNumber }) => lineNumber).sort((a, b) => a - b)).toEqual(lineNumbers(rows));
        expect(read.filter(({ fault }) => fault !== undefined).length).toBe(
          rows.filter(({ at }) => at === undefined).length,
        );
      }),
      runsOf(order, 100),
    );
  });

  test("a row is late when one of later event time went before it", async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        let newest = Number.NEGATIVE_INFINITY;
        for (const row of await readAll(await open(rows))) {
          if (row.fault !== undefined) continue;
          expect(row.isLate).toBe(row.eventTime < newest);
          newest = Math.max(newest, row.eventTime);
        }
      }),
      runsOf(order, 100),
    );
  });

  test("the bytes and the place of a row can be had while it is at hand", async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        const text = Buffer.from(textOf(rows));
        const cursor = (await open(rows)).open(undefined, "r1");
        for (let some = await cursor.next(never); some !== undefined; some = await cursor.next(never))
          for (const [i, row] of some.entries()) {
            const original = cursor.original?.(i);
            const id = lineNumbers(rows).indexOf(row.lineNumber);
            expect(original?.raw.toString()).toBe(
              textOf([rows[id] as Line])
                .slice("id,at,text\n".length, -1)
                .replace(/^0/, String(id)),
            );
            expect(text.subarray(original?.byteOffset).indexOf(original?.raw ?? "")).toBe(0);
          }
        await cursor.close();
      }),
      runsOf(order, 60),
    );
  });
});

test("sort gives (event time, line), as a stable sort in memory does", async () => {
  const open = orders[3]?.[1] as Open;
  await fc.assert(
    fc.asyncProperty(lines, async (rows) => {
      const numbers = lineNumbers(rows);
      const read = await readAll(await open(rows));
      expect(read.map(({ lineNumber }) => numbers.indexOf(lineNumber))).toEqual(sortedIndexes(rows));
    }),
    runsOf("sort", 100),
  );
});

test("a buffer whose lateness suffices gives what sort gives, and with none what the file gives", async () => {
  const ids = async (rows: readonly Line[], latenessMs: number) => {
    const source = await bufferOrder(await tableOf(textOf(rows)), { latenessMs, heldRows: 1_000 }, never);
    const numbers = lineNumbers(rows);
    return (await readAll(source)).map(({ lineNumber }) => numbers.indexOf(lineNumber));
  };
  await fc.assert(
    fc.asyncProperty(lines, async (rows) => {
      expect(await ids(rows, 31)).toEqual(sortedIndexes(rows));
      expect(await ids(rows, 0)).toEqual(rows.map((_, i) => i));
    }),
    { numRuns: 100 },
  );
});
