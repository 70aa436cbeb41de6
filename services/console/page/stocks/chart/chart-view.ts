import type { ExchangeClock } from "../exchange-clock.ts";
import type { Bar } from "../feed/bar.ts";
import type { BarChanges } from "../feed/bar-feed.ts";
import type { GraphKind } from "../graph.ts";

export interface ChartEvents {
  /** The crosshair is on the bar that opens then, or nowhere. */
  readonly pointed: (openTime: number | undefined) => void;
  /** Bars before the first one held come into sight. @returns whether there may be any */
  readonly nearStart: () => boolean;
  /** The opening times of the first and the last bar in sight. */
  readonly sighted: (from: number, to: number) => void;
  /** Other bars are in sight, and the hand rests: the right-most one, undefined where that is the newest, and how many. */
  readonly ranged: (at: number | undefined, bars: number) => void;
  /** Where each pane begins, CSS pixels from the top. */
  readonly laidOut: (tops: readonly number[]) => void;
}

export interface ChartView {
  /** Names the bars: others are shown from their end. */
  readonly series: string;
  readonly bars: readonly Bar[];
  readonly changes: BarChanges;
  /** Counts pictures: after a gap all is drawn anew. */
  readonly picture: number;
  readonly graphs: readonly GraphKind[];
  readonly clock: ExchangeClock;
  /** A bar's time, by the exchange's clock as if that were UTC, ms. */
  readonly timeWords: (local: number) => string;
  readonly digits: number;
  readonly isOld: boolean;
  /** What to have in sight at first. */
  readonly place: { readonly at: number | undefined; readonly bars: number | undefined };
}
