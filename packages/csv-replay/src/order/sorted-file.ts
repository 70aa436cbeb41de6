import { type FileHandle, open } from "node:fs/promises";
import { readAt } from "../reading/file-pieces.ts";

/** The last bytes of a sorted file that is whole. */
export const sortedMagic = "TRSORT01";

/** Stands as JSON behind the records; its own place, as f64, and the magic close the file. */
export interface SortedFooter {
  /** What was sorted, by which rules. */
  readonly about: string;
  readonly rows: number;
  /** Event time of the first and of the last row that has one; null if none has. */
  readonly first: number | null;
  readonly last: number | null;
  /** Of each block where it begins, and how many rows are before it, in turn. */
  readonly index: readonly number[];
}

/** Records sorted by (time, line), in blocks. */
export class SortedFile {
  readonly footer: SortedFooter;
  readonly #handle: FileHandle;
  readonly #dataEnd: number;

  private constructor(handle: FileHandle, footer: SortedFooter, dataEnd: number) {
    this.#handle = handle;
    this.footer = footer;
    this.#dataEnd = dataEnd;
  }

  /** Undefined if there is no such file, or it is not whole. */
  static async open(path: string): Promise<SortedFile | undefined> {
    const handle = await open(path).catch(() => undefined);
    if (handle === undefined) return undefined;
    const found = await readFooter(handle).catch(() => undefined);
    if (found !== undefined) return new SortedFile(handle, found.footer, found.dataEnd);
    await handle.close();
    return undefined;
  }

  get blocks(): number {
    return this.footer.index.length / 2;
  }

  rowsBefore(block: number): number {
    return this.footer.index[2 * block + 1] ?? this.footer.rows;
  }

  async block(block: number): Promise<Buffer> {
    const from = this.#begin(block);
    return readAt(this.#handle, from, this.#begin(block + 1) - from);
  }

  /** The first bytes of a block: what its first record is sorted by. */
  blockHead(block: number, length: number): Promise<Buffer> {
    return readAt(this.#handle, this.#begin(block), length);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #begin(block: number): number {
    return this.footer.index[2 * block] ?? this.#dataEnd;
  }
}

async function readFooter(
  handle: FileHandle,
): Promise<{ footer: SortedFooter; dataEnd: number } | undefined> {
  const { size } = await handle.stat();
  if (size < 16) return undefined;
  const tail = await readAt(handle, size - 16, 16);
  if (tail.toString("latin1", 8) !== sortedMagic) return undefined;
  const dataEnd = tail.readDoubleLE(0);
  const text = await readAt(handle, dataEnd, size - 16 - dataEnd);
  return { footer: JSON.parse(text.toString()), dataEnd };
}
