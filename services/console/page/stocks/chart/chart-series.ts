import {
  type AutoscaleInfo,
  CandlestickSeries,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type PriceFormat,
  type SeriesType,
  type UTCTimestamp,
} from "lightweight-charts";
import { type ChartColors, mixed } from "../../flights/chart/chart-colors.ts";
import type { Bar } from "../feed/bar.ts";
import { type Graph, type GraphKind, type GraphLine, graphKinds, graphs, type ValueField } from "../graph.ts";
import { amountWords, decimals } from "../stocks-words.ts";
import { BandFill } from "./band-fill.ts";

/** What the candles are told by besides their form: going up is bluish green and hollow, down vermilion and full. */
const [UP, DOWN] = [3, 0] as const;
const GREY_SHARE = 0.55;

/** A series of the chart, and how a bar becomes a point of it. */
export interface DrawnSeries {
  readonly series: ISeriesApi<SeriesType>;
  readonly point: (bar: Bar, time: UTCTimestamp) => Parameters<ISeriesApi<SeriesType>["update"]>[0];
}

export interface SeriesPlan {
  readonly graphs: readonly GraphKind[];
  readonly colors: ChartColors;
  /** Data that is not of now is drawn grey. */
  readonly isOld: boolean;
  /** Decimals of a price. */
  readonly digits: number;
  readonly bars: () => readonly Bar[];
}

/** Candles, and what was chosen besides, each in its pane. */
export function addSeries(chart: IChartApi, plan: SeriesPlan): readonly DrawnSeries[] {
  const tint = (index: number) => {
    const color = plan.colors.tints[index] as string;
    return plan.isOld ? mixed(plan.colors.faded, color, 1) : color;
  };
  const candles = chart.addSeries(CandlestickSeries, {
    upColor: plan.colors.ground,
    downColor: tint(DOWN),
    borderUpColor: tint(UP),
    borderDownColor: tint(DOWN),
    wickUpColor: tint(UP),
    wickDownColor: tint(DOWN),
    priceLineColor: plan.colors.faded,
    priceFormat: priceFormat("price", plan.digits),
  });
  const drawn: DrawnSeries[] = [
    {
      series: candles as ISeriesApi<SeriesType>,
      point: ({ open, high, low, close }, time) => ({ time, open, high, low, close }),
    },
  ];
  for (const kind of plan.graphs.filter((one) => graphs[one].isOverlay))
    drawn.push(...linesOf(chart, kind, 0, plan, tint));
  for (const [index, kind] of panesOf(plan.graphs).entries())
    drawn.push(...linesOf(chart, kind, index + 1, plan, tint));
  for (const [index, pane] of chart.panes().entries()) {
    pane.setStretchFactor(index === 0 ? 3.2 : 1);
    // A pane's legend lies on its top; that of the candles stands above the chart.
    if (index > 0)
      pane
        .priceScale("right")
        .applyOptions({ scaleMargins: { top: 0.32, bottom: 0.06 }, entireTextOnly: true });
  }
  return drawn;
}

/** Graphs that have a pane of their own, in the order of the panes. */
export function panesOf(chosen: readonly GraphKind[]): readonly GraphKind[] {
  return graphKinds.filter((kind) => chosen.includes(kind) && !graphs[kind].isOverlay);
}

export function fieldsOf(chosen: readonly GraphKind[]): readonly ValueField[] {
  return chosen.flatMap((kind) => graphs[kind].lines.map(({ field }) => field));
}

function linesOf(
  chart: IChartApi,
  kind: GraphKind,
  pane: number,
  plan: SeriesPlan,
  tint: (index: number) => string,
): DrawnSeries[] {
  const graph: Graph = graphs[kind];
  const { colors } = plan;
  const common = {
    priceFormat: priceFormat(graph.form, plan.digits),
    lastValueVisible: false,
    priceLineVisible: false,
    ...(graph.range !== undefined && { autoscaleInfoProvider: () => scaleOf(graph.range) }),
  };
  const drawn = graph.lines.map((line): DrawnSeries => {
    const color = tint(line.tint);
    const series =
      line.form === "histogram"
        ? chart.addSeries(HistogramSeries, { ...common, color }, pane)
        : chart.addSeries(
            LineSeries,
            {
              ...common,
              color,
              lineWidth: kind === "bands" || line.form === "dashed" ? 1 : 2,
              lineStyle: line.form === "dashed" ? LineStyle.Dashed : LineStyle.Solid,
              crosshairMarkerVisible: false,
            },
            pane,
          );
    return { series: series as ISeriesApi<SeriesType>, point: pointOf(line, colorOf(line, colors, tint)) };
  });
  const [first] = drawn;
  for (const price of graph.levels)
    first?.series.createPriceLine({
      price,
      color: colors.faded,
      lineWidth: 1,
      lineStyle: LineStyle.Dotted,
      axisLabelVisible: false,
    });
  if (kind === "bands")
    first?.series.attachPrimitive(new BandFill(plan.bars, `${mixed(tint(1), colors.ground, 0.12)}`));
  return drawn;
}

function scaleOf(range: Graph["range"]): AutoscaleInfo | null {
  return range === undefined ? null : { priceRange: { minValue: range[0], maxValue: range[1] } };
}

/** Columns of volume and histogram tell up from down. */
function colorOf(line: GraphLine, colors: ChartColors, tint: (index: number) => string) {
  if (line.form !== "histogram") return undefined;
  const [up, down] = [UP, DOWN].map((index) => mixed(tint(index), colors.ground, GREY_SHARE)) as [
    string,
    string,
  ];
  return (bar: Bar) => {
    const isUp = line.field === "volume" ? bar.close >= bar.open : (bar[line.field] ?? 0) >= 0;
    return isUp ? up : down;
  };
}

function pointOf(line: GraphLine, color: ((bar: Bar) => string) | undefined): DrawnSeries["point"] {
  return (bar, time) => {
    const value = bar[line.field];
    if (value === null) return { time };
    return color === undefined ? { time, value } : { time, value, color: color(bar) };
  };
}

function priceFormat(form: Graph["form"], digits: number): PriceFormat {
  if (form === "amount") return { type: "custom", formatter: amountWords, minMove: 0.01 };
  const precision = form === "index" ? 0 : decimals(form, digits);
  return { type: "price", precision, minMove: 10 ** -precision };
}
