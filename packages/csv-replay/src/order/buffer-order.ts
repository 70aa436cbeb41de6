import type { CsvTable } from "../reading/csv-table.ts";
import type { CutBlock, OriginalRow } from "../reading/cut-block.ts";
import { findPlace } from "../reading/find-place.ts";
import { spanOf } from "../reading/span.ts";
import type { ReadRow, RowCursor, RowPosition, RowSource } from "../row-source.ts";
import { type BufferPosition, positionAt, readPosition, storedPosition } from "./buffer-position.ts";
import { Reorderer } from "./reorderer.ts";

/** Rows held at most, whatever the lateness: some 100 MB of heap for flights. Beyond it the first goes on before its time. */
export const heldRowsLimit = 100_000;
const rowsAtOnce = 2_000;

export interface BufferLimits {
  readonly latenessMs: number;
  readonly heldRows: number;
}

/**
 * By event time, as far as rows come no more than `latenessMs` after a later one. A row waits until one has been read that is
 * `latenessMs` newer; what comes after its turn goes out at once, marked as late.
 */
export async function bufferOrder<T>(
  table: CsvTable<T>,
  limits: BufferLimits,
  signal: AbortSignal,
): Promise<RowSource<T>> {
  const { first, last } = await spanOf(table, signal);
  return {
    name: table.input.name,
    fingerprint: table.input.fingerprint,
    layout: table.reader.layout.name,
    span: first === undefined ? undefined : { first: first.least, last: last?.greatest },
    prepare: async (onProgress) => onProgress(1),
    open: (from, replay) =>
      new BufferOrderCursor(
        table,
        from === undefined ? positionAt(table.header.rowsFrom) : readPosition(from),
        replay,
        limits,
      ),
    find: async (eventTime, abort) => storedPosition(positionAt(await findPlace(table, eventTime, abort))),
  };
}

class BufferOrderCursor<T> implements RowCursor<T> {
  readonly #table: CsvTable<T>;
  readonly #replay: string;
  readonly #reorderer: Reorderer<T>;
  readonly #stop = new AbortController();
  readonly #blocks: AsyncGenerator<CutBlock, void, undefined>;
  /** Of the released rows those handed over before, and those handed over last. */
  #before = 0;
  #handed = 0;

  constructor(table: CsvTable<T>, position: BufferPosition, replay: string, limits: BufferLimits) {
    this.#table = table;
    this.#replay = replay;
    this.#reorderer = new Reorderer(position, limits);
    this.#blocks = table.blocks(position.back, this.#stop.signal);
  }

  async next(signal: AbortSignal): Promise<readonly ReadRow<T>[] | undefined> {
    signal.throwIfAborted();
    this.#before = this.#handed;
    if (this.#before === this.#reorderer.released) {
      this.#reorderer.forget();
      this.#before = 0;
      await this.#read(signal);
    }
    this.#handed = Math.min(this.#before + rowsAtOnce, this.#reorderer.released);
    const rows = this.#reorderer.rows(this.#before, this.#handed);
    return rows.length === 0 ? undefined : rows;
  }

  positionAfter(count: number): RowPosition {
    return storedPosition(this.#reorderer.positionAfter(this.#before + count));
  }

  /** By what has gone out: what was read ahead is not behind. */
  shareAfter(count: number): number | undefined {
    return this.#table.input.shareAt(this.#reorderer.positionAfter(this.#before + count).back);
  }

  original(index: number): OriginalRow | undefined {
    return this.#reorderer.original(this.#before + index);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#blocks.return();
  }

  /** Reads until rows have gone out, or there are no more. */
  async #read(signal: AbortSignal): Promise<void> {
    while (this.#reorderer.released === 0) {
      const { value: block } = await this.#blocks.next();
      signal.throwIfAborted();
      if (block === undefined) return this.#reorderer.end();
      const { bytes, base, offsets, lines } = block; // the texts are not kept
      const held = { bytes, base, offsets, lines };
      for (let i = 0; i < block.rows.length; i++)
        this.#reorderer.take(this.#table.reader.row(block, i, this.#replay), held, i);
    }
  }
}
