import { signal } from "@preact/signals";

/** A table of 14 airlines has 430 cells a month: so many months are drawn in one frame, the next in the one after. */
const AT_ONCE = 2;

/**
 * Hands months on a few a frame, so that a year of new numbers never holds up the page; those that come meanwhile are
 * handed on in the next round.
 */
export class MonthSweep<T> {
  /** What is to be drawn; a month that has not had its turn is the one before. */
  readonly months = signal<readonly T[]>([]);
  #wanted: readonly T[] = [];
  /** Of the round that goes on: the months it began with, and how many had their turn. */
  #round: readonly T[] | undefined;
  #done = 0;
  #frame: number | undefined;

  show(months: readonly T[]): void {
    this.#wanted = months;
    this.#frame ??= requestAnimationFrame(this.#step);
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  readonly #step = (): void => {
    this.#round ??= this.#wanted;
    this.#done = Math.min(this.#round.length, this.#done + AT_ONCE);
    this.months.value = [
      ...this.#round.slice(0, this.#done),
      ...this.months.peek().slice(this.#done, this.#round.length),
    ];
    const isOver = this.#done >= this.#round.length;
    const isDone = isOver && this.#round === this.#wanted;
    if (isOver) {
      this.#round = undefined;
      this.#done = 0;
    }
    this.#frame = isDone ? undefined : requestAnimationFrame(this.#step);
  };
}
