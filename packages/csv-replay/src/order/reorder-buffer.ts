import FlatQueue from "flatqueue";
import type { BlockBytes } from "../reading/cut-block.ts";
import type { Place } from "../reading/place.ts";
import type { FreshRow } from "../reading/row-reader.ts";

/** A row that waits for its turn. */
export interface HeldRow<T> {
  readonly row: FreshRow<T>;
  /** Its event time; of a bad row that of the good row before it in the file, so that it stays behind that. */
  readonly time: number;
  /** `time` of the row before it in the file. */
  readonly timeBefore: number;
  readonly place: Place;
  /** Where it stands in the file, for one that turns out to be of no use. */
  readonly block: BlockBytes;
  readonly index: number;
}

interface Queue<T> {
  readonly rows: HeldRow<T>[];
  taken: number;
}

/**
 * Rows by (time, line). Takes them in the order of their lines, so rows of one time stand in a queue and the heap holds each
 * time once.
 */
export class ReorderBuffer<T> {
  readonly #times = new FlatQueue<number>();
  readonly #queues = new Map<number, Queue<T>>();
  size = 0;

  push(held: HeldRow<T>): void {
    const queue = this.#queues.get(held.time);
    if (queue === undefined) {
      this.#queues.set(held.time, { rows: [held], taken: 0 });
      this.#times.push(held.time, held.time);
    } else queue.rows.push(held);
    this.size++;
  }

  /** Time of the first row; infinite when there is none. */
  get firstTime(): number {
    return this.#times.peekValue() ?? Number.POSITIVE_INFINITY;
  }

  shift(): HeldRow<T> | undefined {
    const time = this.#times.peek();
    const queue = time === undefined ? undefined : this.#queues.get(time);
    const held = queue?.rows[queue.taken];
    if (queue === undefined || held === undefined) return undefined;
    queue.taken++;
    this.size--;
    if (queue.taken === queue.rows.length) {
      this.#queues.delete(held.time);
      this.#times.pop();
    } else if (queue.taken >= 1_024 && queue.taken * 2 >= queue.rows.length) {
      queue.rows.splice(0, queue.taken);
      queue.taken = 0;
    }
    return held;
  }

  /** The row of the least line among those before `line`. */
  firstBefore(line: number): HeldRow<T> | undefined {
    let first: HeldRow<T> | undefined;
    for (const { rows, taken } of this.#queues.values()) {
      const held = rows[taken]; // the others of its queue stand on later lines
      if (held !== undefined && held.place.line < (first?.place.line ?? line)) first = held;
    }
    return first;
  }
}
