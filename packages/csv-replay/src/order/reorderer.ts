import { type BlockBytes, type OriginalRow, originalIn, placeIn } from "../reading/cut-block.ts";
import type { Place } from "../reading/place.ts";
import type { FreshRow } from "../reading/row-reader.ts";
import type { BufferPosition } from "./buffer-position.ts";
import { type HeldRow, ReorderBuffer } from "./reorder-buffer.ts";

/** A row that went out, and what was known then. */
interface Release<T> {
  readonly held: HeldRow<T>;
  readonly ahead: Place;
  readonly aheadTime: number;
  readonly newest: number;
}

/**
 * Takes rows in the order of the file and lets them go by (time, line). A row goes out when a row `latenessMs` newer has been
 * read, when more than `heldRows` are held, or at once when its turn has passed. This is done after each row and depends on
 * the rows before it alone. So at any moment what went out is what has a key up to the greatest that went out, and a position
 * needs to name no rows.
 */
export class Reorderer<T> {
  readonly #latenessMs: number;
  readonly #heldRows: number;
  readonly #buffer = new ReorderBuffer<T>();
  #released: Release<T>[] = [];
  /** Before what is released at present. */
  #begin: BufferPosition;
  readonly #resumed: BufferPosition;
  #isResumed = false;
  #ahead: Place;
  #aheadTime: number;
  #newest: number;
  #sentTime: number;

  constructor(position: BufferPosition, o: { readonly latenessMs: number; readonly heldRows: number }) {
    this.#latenessMs = o.latenessMs;
    this.#heldRows = o.heldRows;
    this.#begin = position;
    this.#resumed = position;
    this.#ahead = position.ahead;
    this.#aheadTime = position.timeBefore;
    this.#newest = position.newest;
    this.#sentTime = position.sentTime;
  }

  get released(): number {
    return this.#released.length;
  }

  rows(from: number, to: number): FreshRow<T>[] {
    return this.#released.slice(from, to).map(({ held }) => held.row);
  }

  /** What was released is behind it: counts from here on. */
  forget(): void {
    this.#begin = this.positionAfter(this.#released.length);
    this.#released = [];
  }

  original(index: number): OriginalRow | undefined {
    const held = this.#released[index]?.held;
    return held === undefined ? undefined : originalIn(held.block, held.index);
  }

  /** The row that stands at an index of a block. */
  take(row: FreshRow<T>, block: BlockBytes, index: number): void {
    const place = placeIn(block, index);
    const timeBefore = this.#aheadTime;
    const time = row.fault === undefined ? row.eventTime : timeBefore;
    const held = { row, time, timeBefore, place, block, index };
    this.#aheadTime = time;
    if (place.line < this.#resumed.ahead.line) {
      if (!hasGoneOut(held, this.#resumed)) this.#buffer.push(held);
      return;
    }
    if (!this.#isResumed) this.#resume(timeBefore);
    this.#buffer.push(held);
    this.#newest = Math.max(this.#newest, time);
    this.#ahead = placeIn(block, index + 1);
    this.#aheadTime = time;
    this.#release(this.#newest - this.#latenessMs);
  }

  /** There are no more rows. */
  end(): void {
    if (!this.#isResumed) this.#resume(this.#aheadTime);
    this.#release(Number.POSITIVE_INFINITY);
  }

  positionAfter(count: number): BufferPosition {
    const last = this.#released[count - 1];
    if (last === undefined) return this.#begin;
    const { ahead, aheadTime, newest } = last;
    let first = this.#buffer.firstBefore(ahead.line);
    let { sentTime, sentLine } = this.#begin;
    for (const [i, { held }] of this.#released.entries()) {
      if (i < count) {
        if (held.time < sentTime || (held.time === sentTime && held.place.line < sentLine)) continue;
        sentTime = held.time;
        sentLine = held.place.line;
      } else if (held.place.line < (first?.place.line ?? ahead.line)) first = held;
    }
    const back = first?.place ?? ahead;
    return { back, timeBefore: first?.timeBefore ?? aheadTime, ahead, newest, sentTime, sentLine };
  }

  /** All rows that were held when the position was stored are held again: goes on with what was interrupted. */
  #resume(aheadTime: number): void {
    this.#isResumed = true;
    this.#aheadTime = aheadTime;
    this.#release(this.#newest - this.#latenessMs);
  }

  #release(until: number): void {
    for (;;) {
      const { firstTime } = this.#buffer;
      if (firstTime > until && firstTime >= this.#sentTime && this.#buffer.size <= this.#heldRows) return;
      const held = this.#buffer.shift();
      if (held === undefined) return;
      if (held.time >= this.#sentTime) this.#sentTime = held.time;
      else if (held.row.fault === undefined) held.row.isLate = true;
      this.#released.push({ held, ahead: this.#ahead, aheadTime: this.#aheadTime, newest: this.#newest });
    }
  }
}

function hasGoneOut<T>({ time, place }: HeldRow<T>, { sentTime, sentLine }: BufferPosition): boolean {
  return time < sentTime || (time === sentTime && place.line <= sentLine);
}
