import { createChart, type IChartApi, type UTCTimestamp } from "lightweight-charts";
import { chartColors } from "../../flights/chart/chart-colors.ts";
import type { Bar } from "../feed/bar.ts";
import { ChartCursor } from "./chart-cursor.ts";
import { chartOptions } from "./chart-options.ts";
import { addSeries, type DrawnSeries, fieldsOf } from "./chart-series.ts";
import type { ChartEvents, ChartView } from "./chart-view.ts";
import { ChartWindow } from "./chart-window.ts";
import { repairOf } from "./repair.ts";

/** Candles and graphs, by lightweight-charts: made anew for other graphs or colours, given other data otherwise. */
export class StocksChart {
  readonly #host: HTMLElement;
  readonly #events: ChartEvents;
  readonly #observer: ResizeObserver;
  #chart: IChartApi | undefined;
  #drawn: readonly DrawnSeries[] = [];
  #view: ChartView | undefined;
  /** The bars that the chart shows: those of the view change in place. */
  #shown: readonly Bar[] = [];
  #made = "";
  #repairs = { points: 0, wholes: 0 };
  readonly cursor: ChartCursor;
  readonly window: ChartWindow;

  constructor(host: HTMLElement, events: ChartEvents) {
    this.#host = host;
    this.#events = events;
    this.cursor = new ChartCursor(events.pointed, (bar) => this.#timeOf(bar));
    this.window = new ChartWindow(events);
    for (const kind of ["pointerdown", "wheel", "keydown"])
      host.addEventListener(kind, () => this.window.touched(), { passive: true, capture: true });
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#layOut()));
    this.#observer.observe(host);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.window.stop();
    this.#chart?.remove();
    this.#chart = undefined;
  }

  show(view: ChartView): void {
    const before = this.#view;
    this.#view = view;
    const made = [view.graphs, view.isOld, view.digits].join("|");
    const isOther = before?.series !== view.series;
    if (isOther) this.cursor.release();
    if (this.#chart === undefined || made !== this.#made) {
      const range = isOther ? undefined : this.window.range;
      this.#make(made);
      this.#setAll();
      this.window.begin(view, range);
    } else if (isOther || before?.picture !== view.picture) {
      this.#bringUp(view, !isOther && before?.picture === view.picture - 1);
      if (isOther) this.window.begin(view, undefined);
    }
    this.window.follow(view.bars);
  }

  /** The scheme has changed, or a font has come. */
  recolor(): void {
    if (this.#view === undefined) return;
    this.#made = "";
    this.show(this.#view);
  }

  /** Name of the bars shown; empty while there are none. */
  get series(): string {
    return this.#shown.length === 0 ? "" : (this.#view?.series ?? "");
  }

  /** What the chart has of one series, as it draws it: for tests. */
  drawnValues(at: number): readonly (number | null)[] {
    const data = this.#drawn[at]?.series.data() ?? [];
    return data.map((point) => ("close" in point ? point.close : "value" in point ? point.value : null));
  }

  /** Bars drawn anew by themselves, and times that all were. */
  get repairs(): { readonly points: number; readonly wholes: number } {
    return { ...this.#repairs };
  }

  /** @param isNext whether the changes are all that differs from what is shown */
  #bringUp(view: ChartView, isNext: boolean): void {
    const points = isNext ? repairOf(this.#shown, view.bars, view.changes, fieldsOf(view.graphs)) : undefined;
    if (points === undefined) {
      this.#setAll();
      return;
    }
    this.#repairs.points += points.length;
    for (const { bar, isPast } of points) {
      const time = this.#timeOf(bar);
      for (const { series, point } of this.#drawn) series.update(point(bar, time), isPast);
    }
    this.#shown = [...view.bars];
    this.cursor.shown = this.#shown;
  }

  #make(made: string): void {
    const view = this.#view as ChartView;
    this.#chart?.remove();
    this.#made = made;
    const colors = chartColors();
    const chart = createChart(
      this.#host,
      chartOptions(colors, this.#host.clientWidth, (time) => this.#view?.timeWords(time * 1_000) ?? ""),
    );
    this.#chart = chart;
    this.#drawn = addSeries(chart, { ...view, colors, bars: () => this.#shown });
    this.cursor.attach(chart, this.#drawn[0]?.series);
    this.window.attach(chart);
    requestAnimationFrame(() => this.#layOut());
  }

  #setAll(): void {
    this.#shown = [...(this.#view?.bars ?? [])];
    this.cursor.shown = this.#shown;
    this.#repairs.wholes++;
    const times = this.#shown.map((bar) => this.#timeOf(bar));
    for (const { series, point } of this.#drawn)
      series.setData(this.#shown.map((bar, index) => point(bar, times[index] as UTCTimestamp)));
  }

  #timeOf({ openTime }: Bar): UTCTimestamp {
    return ((this.#view?.clock.place(openTime) ?? openTime) / 1_000) as UTCTimestamp;
  }

  #layOut(): void {
    let top = 0;
    const tops = this.#chart?.panes().map((pane) => {
      const own = top;
      // A separator is one pixel.
      top += pane.getHeight() + 1;
      return own;
    });
    if (tops !== undefined) this.#events.laidOut(tops);
  }
}
