import type { CsvTable } from "../reading/csv-table.ts";
import { type CutBlock, type OriginalRow, originalIn } from "../reading/cut-block.ts";
import { findPlace } from "../reading/find-place.ts";
import type { Place } from "../reading/place.ts";
import type { FreshRow } from "../reading/row-reader.ts";
import { spanOf } from "../reading/span.ts";
import type { ReadRow, RowCursor, RowPosition, RowSource } from "../row-source.ts";
import { instantIn, numberIn, storedInstant } from "./source-position.ts";

/** Rows as they stand. */
export async function fileOrder<T>(table: CsvTable<T>, signal: AbortSignal): Promise<RowSource<T>> {
  const { first, last } = await spanOf(table, signal);
  return {
    name: table.input.name,
    fingerprint: table.input.fingerprint,
    layout: table.reader.layout.name,
    span: first === undefined ? undefined : { first: first.first, last: last?.last },
    prepare: async (onProgress) => onProgress(1),
    open: (from, replay) => new FileOrderCursor(table, from, replay),
    find: async (eventTime, abort) =>
      stored(await findPlace(table, eventTime, abort), Number.NEGATIVE_INFINITY),
  };
}

class FileOrderCursor<T> implements RowCursor<T> {
  readonly #table: CsvTable<T>;
  readonly #replay: string;
  readonly #stop = new AbortController();
  readonly #blocks: AsyncGenerator<CutBlock, void, undefined>;
  #from: Place;
  #block: CutBlock | undefined;
  #rows: readonly FreshRow<T>[] = [];
  /** Newest event time before the rows at hand. */
  #newestBefore: number;
  #newest: number;

  constructor(table: CsvTable<T>, from: RowPosition | undefined, replay: string) {
    this.#table = table;
    this.#replay = replay;
    this.#from =
      from === undefined
        ? table.header.rowsFrom
        : { offset: numberIn(from, "offset"), line: numberIn(from, "line") };
    this.#newest = from === undefined ? Number.NEGATIVE_INFINITY : instantIn(from, "newest");
    this.#newestBefore = this.#newest;
    this.#blocks = table.blocks(this.#from, this.#stop.signal);
  }

  async next(signal: AbortSignal): Promise<readonly ReadRow<T>[] | undefined> {
    signal.throwIfAborted();
    const { value: block } = await this.#blocks.next();
    signal.throwIfAborted();
    this.#from = this.#placeAfter(this.#rows.length);
    this.#newestBefore = this.#newest;
    this.#block = block ?? undefined;
    this.#rows = block === undefined ? [] : this.#read(block);
    return block === undefined ? undefined : this.#rows;
  }

  positionAfter(count: number): RowPosition {
    let newest = this.#newestBefore;
    for (let i = 0; i < count; i++) {
      const row = this.#rows[i];
      if (row !== undefined && row.fault === undefined && row.eventTime > newest) newest = row.eventTime;
    }
    return stored(this.#placeAfter(count), newest);
  }

  shareAfter(count: number): number | undefined {
    return this.#table.input.shareAt(this.#placeAfter(count));
  }

  original(index: number): OriginalRow | undefined {
    return this.#block === undefined ? undefined : originalIn(this.#block, index);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#blocks.return();
  }

  #read(block: CutBlock): readonly FreshRow<T>[] {
    const rows: FreshRow<T>[] = [];
    const reader = this.#table.reader;
    for (let i = 0; i < block.rows.length; i++) {
      const row = reader.row(block, i, this.#replay);
      if (row.fault === undefined) {
        if (row.eventTime < this.#newest) row.isLate = true;
        else this.#newest = row.eventTime;
      }
      rows.push(row);
    }
    return rows;
  }

  #placeAfter(count: number): Place {
    const offset = this.#block?.offsets[count];
    const line = this.#block?.lines[count];
    return offset === undefined || line === undefined ? this.#from : { offset, line };
  }
}

function stored({ offset, line }: Place, newest: number): RowPosition {
  return { offset, line, newest: storedInstant(newest) };
}
