import type { ReadRow, RowPosition, RowSource } from "../../src/row-source.ts";
import type { Note } from "./notes.ts";

export const never = new AbortController().signal;

/** All rows from a position on. */
export async function readAll(source: RowSource<Note>, from?: RowPosition): Promise<ReadRow<Note>[]> {
  const cursor = source.open(from, "r1");
  try {
    const rows: ReadRow<Note>[] = [];
    for (let next = await cursor.next(never); next !== undefined; next = await cursor.next(never))
      rows.push(...next);
    return rows;
  } finally {
    await cursor.close();
  }
}

/** The ids of good rows, the reasons of bad ones. */
export const idsOf = (rows: readonly ReadRow<Note>[]): string[] =>
  rows.map((row) => (row.fault === undefined ? row.value.id : row.fault.reason));

/** Reads up to `count` rows, and answers them with the position behind them, as a process that is killed then leaves it. */
export async function readSome(
  source: RowSource<Note>,
  from: RowPosition | undefined,
  count: number,
): Promise<{ rows: readonly ReadRow<Note>[]; position: RowPosition | undefined; isEnd: boolean }> {
  const cursor = source.open(from, "r1");
  try {
    const rows: ReadRow<Note>[] = [];
    for (;;) {
      const next = await cursor.next(never);
      if (next === undefined) return { rows, position: cursor.positionAfter(0), isEnd: true };
      const missing = count - rows.length;
      rows.push(...next.slice(0, missing));
      if (next.length >= missing) return { rows, position: cursor.positionAfter(missing), isEnd: false };
    }
  } finally {
    await cursor.close();
  }
}
