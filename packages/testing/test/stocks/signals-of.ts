import type { MarketIndicator, MarketSignal } from "@tributary/contracts";

/** What of a signal the newest state of its bar decides. */
export type SignalWords = Pick<MarketSignal, "interval" | "openTime" | "kind" | "level" | "reading">;

/** The signals of closed bars, by what `market.signal.v1` and its service's README say of each; oldest bar first. */
export function signalsOf(bars: readonly MarketIndicator[]): SignalWords[] {
  return [...Map.groupBy(bars, ({ interval }) => interval).values()].flatMap((series) => {
    const closed = series.filter(({ final }) => final);
    const found = closed.map((bar) => happening(bar));
    const widths = closed.map(widthOf);
    const isSqueezed = widths.map((width, at) => {
      const before = widths.slice(Math.max(0, at - 125), at);
      return before.length === 125 && width > 0 && before.every((other) => other > width);
    });
    let side = 0;
    return closed.flatMap((bar, at) => {
      const { interval, openTime, high, low, bollingerUpper, bollingerLower } = bar;
      // 0: prices that never moved.
      const rsi = bar.rsi || null;
      const [now, before] = [found[at], found[at - 1]];
      const rsiBefore = closed[at - 1]?.rsi || null;
      const oscillator = bar.aroonOscillator ?? 0;
      const hasCrossed = side * oscillator < 0;
      side = Math.sign(oscillator) || side;
      const width = widths[at] ?? Number.NaN;
      const begun: readonly (readonly [boolean, string, number | null, number | null])[] = [
        [now?.isAtUpper === true && !before?.isAtUpper, "upper-band-touch", bollingerUpper, high],
        [now?.isAtLower === true && !before?.isAtLower, "lower-band-touch", bollingerLower, low],
        [isSqueezed[at] === true && isSqueezed[at - 1] !== true, "squeeze", width, width],
        [hasCrossed, oscillator > 0 ? "aroon-cross-up" : "aroon-cross-down", 0, oscillator],
        [rsi !== null && rsiBefore !== null && rsiBefore < 70 && rsi >= 70, "rsi-overbought", 70, rsi],
        [rsi !== null && rsiBefore !== null && rsiBefore > 30 && rsi <= 30, "rsi-oversold", 30, rsi],
      ];
      return begun.flatMap(([isSo, kind, level, reading]) =>
        isSo && level !== null && reading !== null ? [{ interval, openTime, kind, level, reading }] : [],
      );
    });
  });
}

function happening({ high, low, bollingerUpper: upper, bollingerLower: lower }: MarketIndicator) {
  if (upper === null || lower === null || upper === lower) return { isAtUpper: false, isAtLower: false };
  return { isAtUpper: high >= upper, isAtLower: low <= lower };
}

/** NaN, which is neither above nor below anything, before there are bands. */
function widthOf(bar: MarketIndicator): number {
  const { bollingerUpper: upper, bollingerLower: lower, bollingerMiddle: middle } = bar;
  return upper === null || lower === null || middle === null ? Number.NaN : (upper - lower) / middle;
}
