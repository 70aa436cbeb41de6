import type { MarketIndicator } from "@tributary/contracts";

type Cell = string | number | boolean | null;

/** What is told of a bar, in the order of the columns; its symbol and interval are what was asked for. */
export const barColumns = {
  openTime: ({ openTime }) => openTime,
  open: ({ open }) => open,
  high: ({ high }) => high,
  low: ({ low }) => low,
  close: ({ close }) => close,
  adjustedClose: ({ adjustedClose }) => adjustedClose,
  volume: ({ volume }) => volume,
  final: ({ final }) => final,
  revision: ({ revision }) => revision,
  source: ({ source }) => source,
  observedAt: ({ observedAt }) => observedAt,
  barCount: ({ barCount }) => barCount,
  sma: ({ sma }) => sma,
  ema: ({ ema }) => ema,
  bollingerMiddle: ({ bollingerMiddle }) => bollingerMiddle,
  bollingerUpper: ({ bollingerUpper }) => bollingerUpper,
  bollingerLower: ({ bollingerLower }) => bollingerLower,
  aroonUp: ({ aroonUp }) => aroonUp,
  aroonDown: ({ aroonDown }) => aroonDown,
  aroonOscillator: ({ aroonOscillator }) => aroonOscillator,
  rsi: ({ rsi }) => rsi,
  priceVolumeTrend: ({ priceVolumeTrend }) => priceVolumeTrend,
  macd: ({ macd }) => macd,
  macdSignal: ({ macdSignal }) => macdSignal,
  macdHistogram: ({ macdHistogram }) => macdHistogram,
  smaMissingCount: ({ smaMissingCount }) => smaMissingCount,
  emaMissingCount: ({ emaMissingCount }) => emaMissingCount,
  bollingerMissingCount: ({ bollingerMissingCount }) => bollingerMissingCount,
  aroonMissingCount: ({ aroonMissingCount }) => aroonMissingCount,
  rsiMissingCount: ({ rsiMissingCount }) => rsiMissingCount,
  priceVolumeTrendMissingCount: ({ priceVolumeTrendMissingCount }) => priceVolumeTrendMissingCount,
  macdMissingCount: ({ macdMissingCount }) => macdMissingCount,
  macdSignalMissingCount: ({ macdSignalMissingCount }) => macdSignalMissingCount,
} satisfies Record<string, (bar: MarketIndicator) => Cell>;

const fills = Object.values(barColumns);

/** One row as JSON: `[openTime,open,…]`. */
export function barRow(bar: MarketIndicator): string {
  return JSON.stringify(fills.map((fill) => fill(bar)));
}
