import type { TransactionRecord } from "@tributary/kafka";
import type { Entry } from "./entry.ts";
import type { Asking, FoldSlice } from "./fold-slice.ts";
import type { Poison } from "./poison.ts";
import type { Tripwire, Workshop } from "./workshop.ts";

/** A slice as it is to be committed. */
export interface ComputedSlice {
  /** How many entries it takes in. */
  readonly done: number;
  /** One for each of them: whether it is buried. */
  readonly outcomes: readonly boolean[];
  readonly buried: readonly Poison[];
  /** States, emits and dead letters. */
  readonly records: readonly TransactionRecord[];
  /** The entry after them asks for a rebuild. */
  readonly asking: Asking | undefined;
}

export interface SliceRange {
  readonly entries: readonly Entry<unknown>[];
  /** Index of the slice's first entry. */
  readonly from: number;
}

/** Where the wire is asked, and what becomes of records is told by others. */
type Hands = Pick<Workshop, "steps" | "chunkRecords" | "bury"> & {
  readonly tripwire: Pick<Tripwire, "room">;
};

/** Runs the slice's steps: to the range's end, or where the wire would trip, the slice is full, or a step asks for a rebuild. */
export async function computeSlice<T, S>(
  slice: FoldSlice<T, S>,
  { entries, from }: SliceRange,
  { steps, tripwire, chunkRecords, bury }: Hands,
): Promise<ComputedSlice> {
  let count = Math.min(entries.length - from, chunkRecords);
  for (;;) {
    const { done: run, poison } = await steps.run(count, slice);
    const { asking } = slice;
    const done = asking?.index ?? run;
    const outcomes = Array.from({ length: done }, (_, index) => poison.has(index));
    const room = tripwire.room(outcomes);
    const made = room < done ? undefined : slice.records();
    if (made === undefined) {
      count = Math.min(room, run); // again, shorter, or measuring what has become too large
      continue;
    }
    const letters = [...poison].flatMap(([index, why]) => {
      const entry = entries[from + index];
      return entry === undefined ? [] : [bury(entry.record, why)];
    });
    return { done, outcomes, buried: [...poison.values()], records: [...made, ...letters], asking };
  }
}
