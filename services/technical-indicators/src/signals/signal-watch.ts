import type { IndicatorValues } from "@tributary/indicators";
import { NarrowestBands, type NarrowestBandsState } from "./narrowest-bands.ts";

/** In the order in which they are told of a bar. Their places are bits of what a state remembers as told: append only. */
export const signalKinds = [
  "upper-band-touch",
  "lower-band-touch",
  "squeeze",
  "aroon-cross-up",
  "aroon-cross-down",
  "rsi-overbought",
  "rsi-oversold",
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** What has happened at a closed bar; `level` and `reading` as `market.signal.v1` documents them. */
export interface Happening {
  readonly kind: SignalKind;
  readonly level: number;
  readonly reading: number;
}

/** What of the bars before decides whether something happens now. */
export interface SignalWatchState {
  readonly isAtUpper: boolean;
  readonly isAtLower: boolean;
  readonly isSqueezed: boolean;
  readonly widths: NarrowestBandsState;
  /** On which side of 0 the oscillator was last: -1, 1, or 0 before it was on any. */
  readonly aroonSide: number;
  readonly rsi: number | null;
}

/** Bars whose bandwidths are all above that of a squeeze: half a year of trading days. */
export const squeezeSpan = 125;
export const overbought = 70;
export const oversold = 30;

const nothing: readonly Happening[] = [];

/**
 * Tells what traders watch for, at closed bars alone, each thing at the bar at which it begins:
 *
 * - band touch: the high reaches the upper band, or the low the lower one, and did not at the bar before. Bands without
 *   width, of prices that do not move, touch nothing.
 * - squeeze: the bandwidth, (upper − lower) / middle, is below those of all the 125 bars before, and the bar before was
 *   none. J. Bollinger, "Bollinger on Bollinger Bands", 2001: BandWidth at its lowest of six months. A width of 0 is a
 *   market that stands still, and no squeeze; a middle of 0 or less has no bandwidth.
 * - Aroon cross: the oscillator is on the other side of 0 than when it last was not 0.
 * - RSI: reaches 70 from below, or 30 from above (J. W. Wilder, "New Concepts in Technical Trading Systems", 1978). Its
 *   first value crosses nothing, nor does a 0, nor the value after one: 0 stands for prices that have never moved, or
 *   whose moves have died away in a halt of weeks. Prices that have only ever fallen have it, too.
 */
export class SignalWatch {
  #isAtUpper: boolean;
  #isAtLower: boolean;
  #isSqueezed: boolean;
  #aroonSide: number;
  #rsi: number | null;
  readonly #widths: NarrowestBands;

  constructor(state?: SignalWatchState) {
    this.#isAtUpper = state?.isAtUpper ?? false;
    this.#isAtLower = state?.isAtLower ?? false;
    this.#isSqueezed = state?.isSqueezed ?? false;
    this.#aroonSide = state?.aroonSide ?? 0;
    this.#rsi = state?.rsi ?? null;
    this.#widths = new NarrowestBands(squeezeSpan, state?.widths);
  }

  /** Takes in a closed bar and the indicators at it. */
  closed({ high, low }: { readonly high: number; readonly low: number }, values: IndicatorValues) {
    const found: Happening[] = [];
    this.#bands(found, high, low, values);
    const { aroonOscillator } = values;
    const rsi = values.rsi === 0 ? null : values.rsi;
    if (aroonOscillator !== null && aroonOscillator !== 0) {
      const side = Math.sign(aroonOscillator);
      if (side === -this.#aroonSide) {
        const kind = side > 0 ? "aroon-cross-up" : "aroon-cross-down";
        found.push({ kind, level: 0, reading: aroonOscillator });
      }
      this.#aroonSide = side;
    }
    const before = this.#rsi;
    if (rsi !== null && before !== null) {
      if (before < overbought && rsi >= overbought)
        found.push({ kind: "rsi-overbought", level: overbought, reading: rsi });
      else if (before > oversold && rsi <= oversold)
        found.push({ kind: "rsi-oversold", level: oversold, reading: rsi });
    }
    this.#rsi = rsi;
    return found.length === 0 ? nothing : found;
  }

  state(): SignalWatchState {
    return {
      isAtUpper: this.#isAtUpper,
      isAtLower: this.#isAtLower,
      isSqueezed: this.#isSqueezed,
      widths: this.#widths.state(),
      aroonSide: this.#aroonSide,
      rsi: this.#rsi,
    };
  }

  #bands(found: Happening[], high: number, low: number, values: IndicatorValues): void {
    const { bollingerMiddle: middle, bollingerUpper: upper, bollingerLower: lower } = values;
    if (middle === null || upper === null || lower === null) return;
    const hasWidth = upper > lower;
    const isAtUpper = hasWidth && high >= upper;
    const isAtLower = hasWidth && low <= lower;
    if (isAtUpper && !this.#isAtUpper) found.push({ kind: "upper-band-touch", level: upper, reading: high });
    if (isAtLower && !this.#isAtLower) found.push({ kind: "lower-band-touch", level: lower, reading: low });
    this.#isAtUpper = isAtUpper;
    this.#isAtLower = isAtLower;
    if (middle <= 0) return;
    const width = (upper - lower) / middle;
    const isSqueezed = this.#widths.isNarrowest(width) && hasWidth;
    if (isSqueezed && !this.#isSqueezed) found.push({ kind: "squeeze", level: width, reading: width });
    this.#isSqueezed = isSqueezed;
  }
}
