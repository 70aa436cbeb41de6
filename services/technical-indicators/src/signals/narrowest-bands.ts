export interface NarrowestBandsState {
  /** Bandwidths so far. */
  readonly count: number;
  /** Numbers of those that are or may yet become the narrowest, oldest first. */
  readonly at: readonly number[];
  /** Their widths, rising. */
  readonly widths: readonly number[];
}

/**
 * Whether a bandwidth is below all of the `span` before it; amortised O(1), as each width comes and goes once
 * (a falling one puts out all wider ones before it).
 */
export class NarrowestBands {
  readonly #span: number;
  #count: number;
  #at: number[];
  #widths: number[];

  constructor(span: number, state: NarrowestBandsState = { count: 0, at: [], widths: [] }) {
    this.#span = span;
    this.#count = state.count;
    this.#at = [...state.at];
    this.#widths = [...state.widths];
  }

  /** False as long as there are not `span` before it. */
  isNarrowest(width: number): boolean {
    const number = this.#count++;
    if ((this.#at[0] ?? number) < number - this.#span) {
      this.#at.shift();
      this.#widths.shift();
    }
    const narrowest = this.#widths[0];
    const isBelow = number >= this.#span && narrowest !== undefined && width < narrowest;
    let last = this.#widths.length - 1;
    while (last >= 0 && (this.#widths[last] as number) >= width) last--;
    this.#at.length = last + 1;
    this.#widths.length = last + 1;
    this.#at.push(number);
    this.#widths.push(width);
    return isBelow;
  }

  state(): NarrowestBandsState {
    return { count: this.#count, at: [...this.#at], widths: [...this.#widths] };
  }
}
