import type { RowPosition } from "../row-source.ts";
import { instantIn, numberIn, storedInstant } from "./source-position.ts";

/** What a row is sorted by. */
export interface SortKey {
  readonly time: number;
  readonly line: number;
}

export function isBehind(key: SortKey, other: SortKey): boolean {
  return key.time > other.time || (key.time === other.time && key.line > other.line);
}

/** A position is the key of the last row that went out, so that it outlives the sorted copy. */
export function storedKey({ time, line }: SortKey): RowPosition {
  return { time: storedInstant(time), line };
}

export function readKey(from: RowPosition | undefined): SortKey {
  return from === undefined
    ? { time: Number.NEGATIVE_INFINITY, line: 0 }
    : { time: instantIn(from, "time"), line: numberIn(from, "line") };
}
