import { rawRow } from "../../src/reading/cut-block.ts";
import { type LineEnd, RowCutter } from "../../src/reading/row-cutter.ts";

/** A row as the cutter tells it. */
export interface Cut {
  readonly line: number;
  readonly offset: number;
  /** Its texts, or the reason why there are none. */
  readonly texts: readonly string[] | string;
  readonly raw: string;
}

/** Cuts a text that is dealt to the cutter in pieces of these sizes, the last one over and over. */
export function cut(
  text: string | Buffer,
  sizes: readonly number[] = [1 << 20],
  lineEnd: LineEnd = "\n",
): Cut[] {
  const bytes = Buffer.from(text);
  const cutter = new RowCutter({ offset: 0, line: 1 }, lineEnd);
  const rows: Cut[] = [];
  const take = (piece: Buffer, isLast: boolean) => {
    for (const block of cutter.cut(piece, isLast))
      for (const [i, texts] of block.rows.entries())
        rows.push({
          line: block.lines[i] ?? 0,
          offset: block.offsets[i] ?? 0,
          texts: block.faults?.get(i)?.reason ?? texts,
          raw: rawRow(block, i).toString("latin1"),
        });
  };
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const size = sizes[Math.min(piece, sizes.length - 1)] ?? 1;
    take(bytes.subarray(at, at + size), false);
    at += size;
  }
  take(Buffer.alloc(0), true);
  return rows;
}

export const textsOf = (rows: readonly Cut[]) => rows.map(({ texts }) => texts);
