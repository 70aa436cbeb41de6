import { address } from "../shell/address.ts";
import { watchable } from "../shell/watchable.ts";
import type { StocksChart } from "./chart/stocks-chart.ts";
import type { Bar } from "./feed/bar.ts";
import type { StocksModel } from "./stocks-model.ts";

/** A read-only look inside the Stocks page; what it answers are copies. */
export interface StocksWatch {
  readonly state: () => string;
  readonly series: () => string;
  /** Bars held, oldest first. */
  readonly bars: () => readonly Bar[];
  /** The series that the chart shows, once it has bars of it. */
  readonly drawnSeries: () => string;
  /** Closes as the chart draws them, oldest first. */
  readonly drawnCloses: () => readonly (number | null)[];
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
    drawnSeries: () => chart.series,
    drawnCloses: () => chart.drawnValues(0),
    repairs: () => chart.repairs,
    pictures: () => model.drawn.value,
    address: () => `${address.value.path}?${address.value.query}`,
  };
  return watchable(look);
}
