import { copiedNumbers, isCount, mustBeState, mustFit } from "./state-fit.ts";

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
  #at: number[] = [];
  #values: number[] = [];
  /** What lies before is out of the window; cut off now and then, since cutting costs a copy. */
  #oldest = 0;

  constructor(span: number) {
    this.#span = span;
  }

  /**
   * @param newest number of the last bar that was pushed, -1 if none was
   * @throws RangeError on a state that cannot be of this span and bar.
   */
  static restore(state: RecentHighestState, span: number, newest: number): RecentHighest {
    mustBeState(state, owner);
    const highest = new RecentHighest(span);
    highest.#at = copiedNumbers(state.at, owner, "at");
    highest.#values = copiedNumbers(state.values, owner, "values");
    mustFit(highest.#at.length === highest.#values.length, owner, "bars and values differ in number");
    mustFit((highest.#at.at(-1) ?? -1) === newest, owner, `it does not end with bar ${newest}`);
    for (let index = 0; index < highest.#at.length; index++) {
      const from = index === 0 ? Math.max(0, newest - span) : (highest.#at[index - 1] as number) + 1;
      mustFit(isCount(highest.#at[index], from, newest), owner, "its bars are out of order or window");
      const falls =
        index === 0 || (highest.#values[index] as number) < (highest.#values[index - 1] as number);
      mustFit(falls, owner, "its values do not fall");
    }
    return highest;
  }

  /** @param bar number of the bar, one more than the last */
  push(bar: number, value: number): void {
    if (this.#isGone(bar)) this.#oldest++;
    while (this.#at.length > this.#oldest && (this.#values[this.#values.length - 1] as number) <= value) {
      this.#at.pop();
      this.#values.pop();
    }
    if (this.#oldest > this.#span) {
      this.#at = this.#at.slice(this.#oldest);
      this.#values = this.#values.slice(this.#oldest);
      this.#oldest = 0;
    }
    this.#at.push(bar);
    this.#values.push(value);
  }

  /** Number of the bar of the highest; only after the first `push`. */
  get bar(): number {
    return this.#at[this.#oldest] as number;
  }

  /** What `bar` would be after `push`. */
  peek(bar: number, value: number): number {
    const oldest = this.#isGone(bar) ? this.#oldest + 1 : this.#oldest;
    const isHighest = oldest >= this.#at.length || (this.#values[oldest] as number) <= value;
    return isHighest ? bar : (this.#at[oldest] as number);
  }

  state(): RecentHighestState {
    return { at: this.#at.slice(this.#oldest), values: this.#values.slice(this.#oldest) };
  }

  #isGone(bar: number): boolean {
    return this.#at.length > this.#oldest && (this.#at[this.#oldest] as number) < bar - this.#span;
  }
}
