/**
 * An indicator that takes one bar after another, after TA-Lib's streaming API (ta-lib.org/api/stream): a closed bar
 * commits, a forming one is peeked at, and what is no number changes nothing.
 */
export interface Kernel<Input, Output, State> {
  /**
   * Takes in a closed bar. Null during warm-up.
   * @throws RangeError on NaN, an infinity or a number beyond `largest`, before anything is changed.
   */
  update(input: Input): Output | null;
  /**
   * What `update` would answer, bit for bit; commits nothing.
   * @throws RangeError as `update` does.
   */
  peek(input: Input): Output | null;
  /** Of the last bar that was taken in; null before the first value. */
  readonly value: Output | null;
  /** Bars until the first value; 0 from then on. */
  readonly missing: number;
  /** All there is to remember, as plain JSON data and a copy; numbers survive JSON bit for bit. */
  state(): State;
}
