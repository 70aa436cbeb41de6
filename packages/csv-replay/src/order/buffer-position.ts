import type { Place } from "../reading/place.ts";
import type { RowPosition } from "../row-source.ts";
import { instantIn, numberIn, storedInstant } from "./source-position.ts";

/**
 * All that the order `buffer` needs to go on as if it had never stopped: it reads from `back` to `ahead` again, leaves out
 * what has gone out, and holds the rest.
 */
export interface BufferPosition {
  /** The first row that has not gone out. */
  readonly back: Place;
  /** Event time that a bad row at `back` would be given: that of the good row before it. */
  readonly timeBefore: number;
  /** The first row that has not been read. */
  readonly ahead: Place;
  /** Newest event time before `ahead`. */
  readonly newest: number;
  /** Greatest (time, line) that went out: of the rows before `ahead` those up to it have gone out, and no other. */
  readonly sentTime: number;
  readonly sentLine: number;
}

/** Nothing read and nothing gone out before this place. */
export function positionAt(place: Place): BufferPosition {
  const never = Number.NEGATIVE_INFINITY;
  return { back: place, timeBefore: never, ahead: place, newest: never, sentTime: never, sentLine: 0 };
}

export function storedPosition(position: BufferPosition): RowPosition {
  return {
    offset: position.back.offset,
    line: position.back.line,
    timeBefore: storedInstant(position.timeBefore),
    aheadOffset: position.ahead.offset,
    aheadLine: position.ahead.line,
    newest: storedInstant(position.newest),
    sentTime: storedInstant(position.sentTime),
    sentLine: position.sentLine,
  };
}

export function readPosition(stored: RowPosition): BufferPosition {
  return {
    back: { offset: numberIn(stored, "offset"), line: numberIn(stored, "line") },
    timeBefore: instantIn(stored, "timeBefore"),
    ahead: { offset: numberIn(stored, "aheadOffset"), line: numberIn(stored, "aheadLine") },
    newest: instantIn(stored, "newest"),
    sentTime: instantIn(stored, "sentTime"),
    sentLine: numberIn(stored, "sentLine"),
  };
}
