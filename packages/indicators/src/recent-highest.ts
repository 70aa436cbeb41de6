import { copiedNumbers, isCount, misfit, mustBeState } from "./state-fit.ts";

export interface RecentHighestState {
  /** Numbers of the bars that are or may yet become the highest, oldest first. */
  readonly at: readonly number[];
  /** Their values, falling. */
  readonly values: readonly number[];
}

const owner = "running highest";

/**
 * Where the highest of the last `span` + 1 values is, the most recent one on a tie. Kept is only what may yet become
 * the highest: a newer value that is as high or higher puts out all lower ones before it (D. Lemire, "Streaming
 * maximum-minimum filter", 2006).
 *
 * Cost: O(1) amortised, as each value comes once and goes once; one value may put out `span` others. `peek` is O(1).
 */
export class RecentHighest {
  readonly #span: number;
  /** Of both lists only what lies from `first` to before `end` counts; the rest is room that is used again. */
  #at: number[] = [];
  #values: number[] = [];
  #first = 0;
  #end = 0;

  constructor(span: number) {
    this.#span = span;
  }

  /**
   * Becomes what it was.
   * @param newest number of the last bar that was pushed, -1 if none was
   * @throws RangeError on a state that cannot be of this span and bar; it is of no use then.
   */
  restore(state: RecentHighestState, newest: number): void {
    mustBeState(state, owner);
    const at = copiedNumbers(state.at, owner);
    const values = copiedNumbers(state.values, owner);
    if (at.length !== values.length) throw misfit(owner, "bars and values differ in number");
    if ((at.at(-1) ?? -1) !== newest) throw misfit(owner, `it does not end with bar ${newest}`);
    let from = Math.max(0, newest - this.#span);
    let above = Number.POSITIVE_INFINITY;
    for (let index = 0; index < at.length; index++) {
      const bar = at[index] as number;
      const value = values[index] as number;
      if (!isCount(bar, from, newest)) throw misfit(owner, "its bars are out of order or window");
      if (value >= above) throw misfit(owner, "its values do not fall");
      from = bar + 1;
      above = value;
    }
    this.#at = at;
    this.#values = values;
    this.#first = 0;
    this.#end = at.length;
  }

  /**
   * @param bar number of the bar, one more than the last
   * @returns number of the bar of the highest
   */
  push(bar: number, value: number): number {
    const at = this.#at;
    const values = this.#values;
    let first = this.#first;
    let end = this.#end;
    // At most one leaves the window as a bar comes.
    if (end > first && (at[first] as number) < bar - this.#span) first++;
    while (end > first && (values[end - 1] as number) <= value) end--;
    if (end > 2 * this.#span) {
      end = this.#movedToFront(first, end);
      first = 0;
    }
    at[end] = bar;
    values[end] = value;
    this.#first = first;
    this.#end = end + 1;
    return at[first] as number;
  }

  /** What `push` last answered; only after the first. */
  get bar(): number {
    return this.#at[this.#first] as number;
  }

  /** What `push` would answer. */
  peek(bar: number, value: number): number {
    const isGone = this.#end > this.#first && this.bar < bar - this.#span;
    const first = isGone ? this.#first + 1 : this.#first;
    const isHighest = first >= this.#end || (this.#values[first] as number) <= value;
    return isHighest ? bar : (this.#at[first] as number);
  }

  state(): RecentHighestState {
    return { at: this.#at.slice(this.#first, this.#end), values: this.#values.slice(this.#first, this.#end) };
  }

  /** At most `span` of them, and only after as many were pushed since: O(1) amortised. */
  #movedToFront(first: number, end: number): number {
    for (let index = first; index < end; index++) {
      this.#at[index - first] = this.#at[index] as number;
      this.#values[index - first] = this.#values[index] as number;
    }
    return end - first;
  }
}
