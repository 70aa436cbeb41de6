import { RowFault } from "../dataset.ts";
import type { CsvTable } from "../reading/csv-table.ts";
import type { CutBlock, OriginalRow } from "../reading/cut-block.ts";
import { RowCutter } from "../reading/row-cutter.ts";
import type { FreshRow } from "../reading/row-reader.ts";
import { InputError, type ReadRow, type RowCursor, type RowPosition } from "../row-source.ts";
import { isBehind, type SortKey, storedKey } from "./sort-key.ts";
import { SortedFile } from "./sorted-file.ts";
import { plain, recordAt, recordHeadBytes, type SortedRecord, toCut } from "./sorted-record.ts";

/** Reads a sorted copy on from behind a key. */
export class SortCursor<T> implements RowCursor<T> {
  readonly #table: CsvTable<T>;
  readonly #path: string;
  readonly #replay: string;
  #file: SortedFile | undefined;
  /** Key before the rows at hand, and where these come from. */
  #before: SortKey;
  #records: SortedRecord[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #rowsBefore = 0;
  #nextBlock = 0;
  #ahead: Promise<Buffer> | undefined;

  constructor(table: CsvTable<T>, path: string, replay: string, from: SortKey) {
    this.#table = table;
    this.#path = path;
    this.#replay = replay;
    this.#before = from;
  }

  async next(signal: AbortSignal): Promise<readonly ReadRow<T>[] | undefined> {
    signal.throwIfAborted();
    const file = this.#file ?? (await this.#open());
    this.#before = this.#keyAfter(this.#records.length);
    this.#rowsBefore += this.#records.length;
    this.#records = [];
    while (this.#ahead !== undefined) {
      const bytes = await this.#ahead;
      signal.throwIfAborted();
      this.#rowsBefore = file.rowsBefore(this.#nextBlock);
      this.#readAhead(file, this.#nextBlock + 1);
      const rows = this.#rowsOf(bytes);
      if (rows.length > 0) return rows;
    }
    return undefined;
  }

  positionAfter(count: number): RowPosition {
    return storedKey(this.#keyAfter(count));
  }

  shareAfter(count: number): number | undefined {
    const rows = this.#file?.footer.rows;
    return rows === undefined ? undefined : Math.min((this.#rowsBefore + count) / Math.max(rows, 1), 1);
  }

  original(index: number): OriginalRow | undefined {
    const record = this.#records[index];
    return record === undefined
      ? undefined
      : { raw: this.#bytes.subarray(record.rowFrom, record.rowTo), byteOffset: record.offset };
  }

  async close(): Promise<void> {
    await this.#ahead?.catch(() => undefined);
    await this.#file?.close();
    this.#file = undefined;
  }

  async #open(): Promise<SortedFile> {
    const file = await SortedFile.open(this.#path);
    if (file === undefined)
      throw new InputError(
        `The sorted copy of ${this.#table.input.name}, ${this.#path}, is not there. Start again to sort again.`,
      );
    this.#file = file;
    this.#readAhead(file, await blockOf(file, this.#before));
    return file;
  }

  #readAhead(file: SortedFile, block: number): void {
    this.#nextBlock = block;
    this.#ahead = block < file.blocks ? file.block(block) : undefined;
    this.#ahead?.catch(() => undefined); // is awaited later, or never
  }

  #rowsOf(bytes: Buffer): FreshRow<T>[] {
    const rows: FreshRow<T>[] = [];
    this.#bytes = bytes;
    for (let at = 0; at < bytes.length; ) {
      const record = recordAt(bytes, at);
      at = record.end;
      if (isBehind(record, this.#before)) {
        rows.push(this.#row(bytes, record));
        this.#records.push(record);
      } else this.#rowsBefore++;
    }
    return rows;
  }

  #row(bytes: Buffer, record: SortedRecord): FreshRow<T> {
    const { kind, rowFrom, rowTo, line, offset } = record;
    const raw = bytes.subarray(rowFrom, rowTo);
    const bad = { lineNumber: line, byteOffset: offset, raw };
    if (kind !== plain && kind !== toCut) return { ...bad, fault: faultIn(bytes, record) };
    const block = kind === plain ? plainBlock(raw, record) : this.#cut(raw, record);
    const row = this.#table.reader.row(block, 0, this.#replay);
    return row.fault === undefined ? row : { ...bad, fault: row.fault };
  }

  #cut(raw: Buffer, place: SortedRecord): CutBlock {
    const [block] = new RowCutter(place, this.#table.header.lineEnd).cut(raw, true);
    return block ?? plainBlock(raw, place);
  }

  #keyAfter(count: number): SortKey {
    return this.#records[count - 1] ?? this.#before;
  }
}

function plainBlock(raw: Buffer, { line, offset }: SortedRecord): CutBlock {
  return {
    rows: [raw.toString("latin1").split(",")],
    faults: undefined,
    offsets: [offset, offset + raw.length],
    lines: [line, line + 1],
    bytes: raw,
    base: offset,
  };
}

function faultIn(bytes: Buffer, { rowTo, end }: SortedRecord): RowFault {
  const { column, reason, message } = JSON.parse(bytes.toString("utf8", rowTo, end));
  return new RowFault(column, reason, message);
}

/** The last block whose first record is not behind the key. */
async function blockOf(file: SortedFile, key: SortKey): Promise<number> {
  let from = 0;
  let to = file.blocks;
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    const first = recordAt(await file.blockHead(middle, recordHeadBytes), 0);
    if (isBehind(first, key)) to = middle;
    else from = middle;
  }
  return from;
}
