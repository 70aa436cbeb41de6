import type { Bar } from "./feed/bar.ts";

/** What may be drawn besides the candles, in the order of panes. */
export const graphKinds = ["bands", "sma", "ema", "volume", "aroon", "rsi", "macd", "pvt"] as const;
export type GraphKind = (typeof graphKinds)[number];

/** Shown when the address names none: the two that this page was first made for, and the most asked for. */
export const defaultGraphs: readonly GraphKind[] = ["bands", "volume", "aroon", "rsi"];

/** Fields of a bar that are a number or nothing yet. */
export type ValueField = {
  [Name in keyof Bar]-?: null extends Bar[Name] ? Name : never;
}[keyof Bar];
type MissingField = Extract<keyof Bar, `${string}MissingCount`>;

export interface GraphLine {
  readonly field: ValueField;
  /** Beside the value in the legend; none where the graph has but one line. */
  readonly name?: string;
  /** One of the eight tints. */
  readonly tint: number;
  readonly form: "line" | "dashed" | "histogram";
  /** Tells how many bars it lacks. */
  readonly missing?: MissingField;
}

export interface Graph {
  readonly name: string;
  /** On the candles, and not in a pane of its own. */
  readonly isOverlay: boolean;
  readonly lines: readonly GraphLine[];
  /** Levels that are drawn across the pane. */
  readonly levels: readonly number[];
  /** Least and most it can be, where that is known: its axis does not jump then. */
  readonly range?: readonly [least: number, most: number];
  /** How its numbers are written: as prices, as differences of prices, with one decimal, or short such as 1.2 M. */
  readonly form: "price" | "difference" | "index" | "amount";
}

export const graphs: Readonly<Record<GraphKind, Graph>> = {
  bands: {
    name: "Bollinger",
    isOverlay: true,
    lines: [
      { field: "bollingerUpper", name: "upper", tint: 1, form: "line", missing: "bollingerMissingCount" },
      { field: "bollingerMiddle", name: "middle", tint: 1, form: "dashed", missing: "bollingerMissingCount" },
      { field: "bollingerLower", name: "lower", tint: 1, form: "line", missing: "bollingerMissingCount" },
    ],
    levels: [],
    form: "price",
  },
  sma: {
    name: "SMA",
    isOverlay: true,
    lines: [{ field: "sma", tint: 2, form: "line", missing: "smaMissingCount" }],
    levels: [],
    form: "price",
  },
  ema: {
    name: "EMA",
    isOverlay: true,
    lines: [{ field: "ema", tint: 5, form: "line", missing: "emaMissingCount" }],
    levels: [],
    form: "price",
  },
  volume: {
    name: "Volume",
    isOverlay: false,
    lines: [{ field: "volume", tint: 6, form: "histogram" }],
    levels: [],
    form: "amount",
  },
  aroon: {
    name: "Aroon",
    isOverlay: false,
    lines: [
      { field: "aroonUp", name: "up", tint: 3, form: "line", missing: "aroonMissingCount" },
      { field: "aroonDown", name: "down", tint: 0, form: "line", missing: "aroonMissingCount" },
      { field: "aroonOscillator", name: "oscillator", tint: 6, form: "dashed", missing: "aroonMissingCount" },
    ],
    levels: [-50, 0, 50],
    range: [-100, 100],
    form: "index",
  },
  rsi: {
    name: "RSI",
    isOverlay: false,
    lines: [{ field: "rsi", tint: 5, form: "line", missing: "rsiMissingCount" }],
    levels: [30, 70],
    range: [0, 100],
    form: "index",
  },
  macd: {
    name: "MACD",
    isOverlay: false,
    lines: [
      {
        field: "macdHistogram",
        name: "histogram",
        tint: 6,
        form: "histogram",
        missing: "macdSignalMissingCount",
      },
      { field: "macd", name: "macd", tint: 1, form: "line", missing: "macdMissingCount" },
      { field: "macdSignal", name: "signal", tint: 4, form: "dashed", missing: "macdSignalMissingCount" },
    ],
    levels: [0],
    form: "difference",
  },
  pvt: {
    name: "PVT",
    isOverlay: false,
    lines: [{ field: "priceVolumeTrend", tint: 2, form: "line", missing: "priceVolumeTrendMissingCount" }],
    levels: [],
    form: "amount",
  },
};
