import { type FileHandle, open } from "node:fs/promises";
import { type SortedFooter, sortedMagic } from "./sorted-file.ts";

/** Bytes from which on a block is written; a reader holds one at a time. */
const blockBytes = 256 * 1024;

/** Writes records, sorted already, with an index of where the blocks begin. */
export class SortedWriter {
  readonly #handle: FileHandle;
  readonly #index: number[] = [];
  #block = Buffer.allocUnsafe(2 * blockBytes);
  #length = 0;
  #written = 0;
  #rows = 0;
  #first: number | null = null;
  #last: number | null = null;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<SortedWriter> {
    return new SortedWriter(await open(path, "wx"));
  }

  /** Whether it is time to `flush`. */
  add(bytes: Buffer, from: number, to: number, time: number): boolean {
    if (this.#length === 0) this.#index.push(this.#written, this.#rows);
    if (this.#length + to - from > this.#block.length) this.#grow(this.#length + to - from);
    this.#length += bytes.copy(this.#block, this.#length, from, to);
    this.#rows++;
    if (time !== Number.NEGATIVE_INFINITY) {
      this.#first ??= time;
      this.#last = time;
    }
    return this.#length >= blockBytes;
  }

  async flush(): Promise<void> {
    const length = this.#length;
    for (let from = 0; from < length; )
      from += (await this.#handle.write(this.#block, from, length - from)).bytesWritten;
    this.#written += length;
    this.#length = 0;
  }

  /** Writes what makes the file whole. */
  async finish(about: string): Promise<void> {
    await this.flush();
    const footer: SortedFooter = {
      about,
      rows: this.#rows,
      first: this.#first,
      last: this.#last,
      index: this.#index,
    };
    const text = Buffer.from(JSON.stringify(footer));
    const tail = Buffer.alloc(16);
    tail.writeDoubleLE(this.#written, 0);
    tail.write(sortedMagic, 8, "latin1");
    await this.#handle.appendFile(Buffer.concat([text, tail]));
  }

  /** Waits until all is on the disk, for a file that is to outlive a loss of power. */
  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #grow(length: number): void {
    const larger = Buffer.allocUnsafe(length);
    this.#block.copy(larger, 0, 0, this.#length);
    this.#block = larger;
  }
}
