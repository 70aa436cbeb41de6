import type { IChartApi, ISeriesApi, MouseEventParams, SeriesType, UTCTimestamp } from "lightweight-charts";
import type { Bar } from "../feed/bar.ts";

/** The crosshair, moved by pointer or by keys, on one bar of all panes. */
export class ChartCursor {
  /** Bars that the chart shows, oldest first. */
  shown: readonly Bar[] = [];
  readonly #pointed: (openTime: number | undefined) => void;
  readonly #timeOf: (bar: Bar) => UTCTimestamp;
  #chart: IChartApi | undefined;
  #prices: ISeriesApi<SeriesType> | undefined;
  /** Opening time of the bar it is on. */
  #on: number | undefined;
  #isMoved = false;

  constructor(pointed: (openTime: number | undefined) => void, timeOf: (bar: Bar) => UTCTimestamp) {
    this.#pointed = pointed;
    this.#timeOf = timeOf;
  }

  attach(chart: IChartApi, prices: ISeriesApi<SeriesType> | undefined): void {
    this.#chart = chart;
    this.#prices = prices;
    chart.subscribeCrosshairMove((event) => this.#follow(event));
  }

  /** To the bar so many places on, from the one it is on or else from the last in sight. */
  move(bars: number): void {
    const range = this.#chart?.timeScale().getVisibleLogicalRange();
    if (range === null || range === undefined) return;
    const last = Math.min(this.shown.length - 1, Math.floor(range.to));
    const from =
      this.#on === undefined ? last - bars : this.shown.findIndex(({ openTime }) => openTime === this.#on);
    this.#point(from + bars);
  }

  /** To the first or the last bar in sight. */
  moveToEdge(edge: "first" | "last"): void {
    const range = this.#chart?.timeScale().getVisibleLogicalRange();
    if (range === null || range === undefined) return;
    this.#point(edge === "first" ? Math.ceil(range.from) : Math.floor(range.to));
  }

  /** Takes it away; true when there was one. */
  release(): boolean {
    const had = this.#on !== undefined;
    this.#chart?.clearCrosshairPosition();
    this.#tell(undefined);
    return had;
  }

  #point(index: number): void {
    const [chart, prices] = [this.#chart, this.#prices];
    const within = Math.max(0, Math.min(this.shown.length - 1, index));
    const bar = this.shown[within];
    if (chart === undefined || prices === undefined || bar === undefined) return;
    const scale = chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range !== null && (within < range.from || within > range.to)) {
      const shift = within < range.from ? within - range.from - 1 : within - range.to + 1;
      scale.setVisibleLogicalRange({ from: range.from + shift, to: range.to + shift });
    }
    this.#isMoved = true;
    chart.setCrosshairPosition(bar.close, this.#timeOf(bar), prices);
    this.#isMoved = false;
    this.#tell(bar.openTime);
  }

  #follow({ logical, point, sourceEvent }: MouseEventParams): void {
    // The chart also tells of moves that data and keys have made.
    if (this.#isMoved || (point !== undefined && sourceEvent === undefined)) return;
    this.#tell(point === undefined || logical === undefined ? undefined : this.shown[logical]?.openTime);
  }

  #tell(openTime: number | undefined): void {
    if (openTime === this.#on) return;
    this.#on = openTime;
    this.#pointed(openTime);
  }
}
