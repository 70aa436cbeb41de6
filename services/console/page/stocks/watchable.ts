import { address } from "../shell/address.ts";
import { watchable } from "../shell/watchable.ts";
import type { StocksChart } from "./chart/stocks-chart.ts";
import type { Bar } from "./feed/bar.ts";
import type { ShownBar } from "./parameters/own-run.ts";
import type { StocksModel } from "./stocks-model.ts";

/** A read-only look inside the Stocks page; what it answers are copies. */
export interface StocksWatch {
  readonly state: () => string;
  readonly series: () => string;
  /** Bars held, oldest first. */
  readonly bars: () => readonly Bar[];
  /** The same as they are shown, with the values of graphs that are computed here. */
  readonly shownBars: () => readonly ShownBar[];
  /** Of graphs computed here those that are not exact at some bar in sight. */
  readonly unsettled: () => readonly string[];
  /** The series that the chart shows, once it has bars of it. */
  readonly drawnSeries: () => string;
  /** Closes as the chart draws them, oldest first. */
  readonly drawnCloses: () => readonly (number | null)[];
  /** Values of the first line after the candles, as the chart draws it. */
  readonly drawnLine: () => readonly (number | null)[];
  /** Bars drawn anew by themselves, and times that all were. */
  readonly repairs: () => { readonly points: number; readonly wholes: number };
  /** Pictures drawn so far. */
  readonly pictures: () => number;
  readonly address: () => string;
}

/** @returns takes the look away again */
export function watchStocks(model: StocksModel, chart: StocksChart): () => void {
  const look: StocksWatch = {
    state: () => model.kind.value,
    series: () => `${model.symbol.value}|${model.interval.value}`,
    bars: () => model.feed.list.all.map((bar) => ({ ...bar })),
    shownBars: () => model.parameters.shown.peek().bars.map((bar) => ({ ...bar })),
    unsettled: () => model.parameters.unsettled.peek(),
    drawnSeries: () => chart.series,
    drawnCloses: () => chart.drawnValues(0),
    drawnLine: () => chart.drawnValues(1),
    repairs: () => chart.repairs,
    pictures: () => model.drawn.value,
    address: () => `${address.value.path}?${address.value.query}`,
  };
  return watchable(look);
}
