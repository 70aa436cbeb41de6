import type { TransactionRecord } from "@tributary/kafka";
import type { Entry } from "./entry.ts";
import type { FoldSlice } from "./fold-slice.ts";
import type { Poison } from "./poison.ts";
import type { Workshop } from "./workshop.ts";

/** A slice as it is to be committed. */
export interface ComputedSlice {
  /** How many entries it takes in. */
  readonly done: number;
  /** One for each of them: whether it is buried. */
  readonly outcomes: readonly boolean[];
  readonly buried: readonly Poison[];
  /** States, emits and dead letters. */
  readonly records: readonly TransactionRecord[];
}

export interface SliceRange {
  readonly entries: readonly Entry<unknown>[];
  /** Index of the slice's first entry. */
  readonly from: number;
}

/** Runs the slice's steps: to the range's end, or where the wire would trip, or where the slice is full. */
export async function computeSlice<T, S>(
  slice: FoldSlice<T, S>,
  { entries, from }: SliceRange,
  { steps, tripwire, chunkRecords, bury }: Pick<Workshop, "steps" | "tripwire" | "chunkRecords" | "bury">,
): Promise<ComputedSlice> {
  let count = Math.min(entries.length - from, chunkRecords);
  for (;;) {
    const { done, poison } = await steps.run(count, slice);
    const outcomes = Array.from({ length: done }, (_, index) => poison.has(index));
    const room = tripwire.room(outcomes);
    const made = room < done ? undefined : slice.records();
    if (made === undefined) {
      count = Math.min(room, done); // again, shorter, or measuring what has become too large
      continue;
    }
    const letters = [...poison].flatMap(([index, why]) => {
      const entry = entries[from + index];
      return entry === undefined ? [] : [bury(entry.record, why)];
    });
    return { done, outcomes, buried: [...poison.values()], records: [...made, ...letters] };
  }
}
