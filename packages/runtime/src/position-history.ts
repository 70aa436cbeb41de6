import { type Position, reaches } from "./event-position.ts";

interface Mark {
  readonly position: Position;
  /** Newest append time among the records before `position`. */
  readonly appendedUntil: number;
  readonly at: number;
}

/**
 * Where the view stood at each tick of the last while. It tells how old a position is at most, by the broker's
 * clock: whoever knows the log up to a position was there after its last record was appended.
 */
export class PositionHistory {
  readonly #marks: Mark[] = [];
  readonly #keepMs: number;

  constructor(keepMs = 15 * 60_000) {
    this.#keepMs = keepMs;
  }

  get size(): number {
    return this.#marks.length;
  }

  add(position: Position, appendedUntil: number, now: number): void {
    const last = this.#marks.at(-1);
    if (last !== undefined && reaches(last.position, position)) return;
    this.#marks.push({ position, appendedUntil, at: now });
    while (this.#marks.length > 1 && (this.#marks[0]?.at ?? now) < now - this.#keepMs) this.#marks.shift();
  }

  /** Append time that `position` certainly includes, or undefined when it is older than what is remembered. */
  appendedUntil(position: Position): number | undefined {
    return this.#marks.findLast((mark) => reaches(position, mark.position))?.appendedUntil;
  }
}
