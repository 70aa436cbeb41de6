import type { ReadRow, RowCursor, RowPosition, RowSource } from "../row-source.ts";

/** The rows of a source one by one, with the position in front of the row in hand. */
export class RowFeed<T> {
  readonly #cursor: RowCursor<T>;
  #rows: readonly ReadRow<T>[] = [];
  #index = 0;
  #hasEnded = false;
  /** Where the rows in hand begin, as far as it cannot be asked of the cursor: before the first, and behind the last. */
  #edge: { readonly position: RowPosition | null; readonly share: number | undefined } | undefined;

  constructor(source: RowSource<T>, from: RowPosition | null, replay: string) {
    this.#cursor = source.open(from ?? undefined, replay);
    this.#edge = { position: from, share: from === null ? 0 : undefined };
  }

  /** The row in hand; undefined when the rows read so far are used up. */
  get row(): ReadRow<T> | undefined {
    return this.#rows[this.#index];
  }

  pass(): void {
    this.#index += 1;
  }

  /** Reads on when no row is in hand; false at the end of the source. */
  async load(signal: AbortSignal): Promise<boolean> {
    while (this.#index >= this.#rows.length) {
      if (this.#hasEnded) return false;
      this.#edge = { position: this.position, share: this.share };
      const rows = await this.#cursor.next(signal);
      signal.throwIfAborted();
      if (rows === undefined) {
        this.#hasEnded = true;
        this.#rows = [];
        this.#index = 0;
        return false;
      }
      if (rows.length === 0) continue;
      this.#rows = rows;
      this.#index = 0;
      this.#edge = undefined;
    }
    return true;
  }

  /** In front of the row in hand. */
  get position(): RowPosition | null {
    return this.#edge === undefined ? this.#cursor.positionAfter(this.#index) : this.#edge.position;
  }

  get share(): number | undefined {
    return this.#edge === undefined ? this.#cursor.shareAfter(this.#index) : this.#edge.share;
  }

  /** The bytes of the row in hand, where the source still has them. */
  get original(): { readonly raw: Buffer; readonly byteOffset: number } | undefined {
    return this.#cursor.original?.(this.#index);
  }

  close(): Promise<void> {
    return this.#cursor.close();
  }
}
