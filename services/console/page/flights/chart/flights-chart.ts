import uPlot from "uplot";
import type { Picture } from "../counts/picture.ts";
import { axes } from "./axes.ts";
import { dayLabels, ends, type Height, steadyHeight } from "./axis.ts";
import { type ChartColors, chartColors } from "./chart-colors.ts";
import { dataOf, endLabels, seriesOf } from "./chart-series.ts";
import { drawEndLabels, GUTTER, NARROW_GUTTER } from "./end-labels.ts";

export interface ChartEvents {
  /** The crosshair is on that day, or nowhere; `left` is its place in CSS pixels from the chart's edge. */
  readonly pointed: (day: number | undefined, left: number) => void;
  /** A range of days was drawn out. */
  readonly zoomed: (from: number, to: number) => void;
  readonly reset: () => void;
}

/** What is seen of a picture. */
export interface ChartView {
  readonly picture: Picture;
  /** First and last day from end to end. */
  readonly range: readonly [from: number, to: number];
  /** While it stays the same the height only grows, so that labels do not jump as data comes. */
  readonly heightOf: string;
  /** How a value is told at the end of its line. */
  readonly format: (value: number) => string;
  /** Data that is not of now is drawn grey. */
  readonly isOld: boolean;
}

const NOTHING = { left: 0, top: 0, width: 0, height: 0 };
const PERCENT: Height = { top: 100, step: 25 };
/** Under that width, CSS pixels, a line's end has room for the code alone. */
const NARROW = 560;

/** Lines over days, by uPlot: made anew for other airlines or another view, given new data otherwise. */
export class FlightsChart {
  readonly #host: HTMLElement;
  readonly #events: ChartEvents;
  readonly #observer: ResizeObserver;
  #colors: ChartColors = chartColors();
  #view: ChartView | undefined;
  #plot: uPlot | undefined;
  #made = "";
  #height: Height = PERCENT;
  #heightOf = "";
  /** Where a range drawn out by keys began. */
  #anchor: number | undefined;

  constructor(host: HTMLElement, events: ChartEvents) {
    this.#host = host;
    this.#events = events;
    this.#observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.#host;
      if (width > 0) this.#plot?.setSize({ width, height });
    });
    this.#observer.observe(host);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#plot?.destroy();
  }

  show(view: ChartView): void {
    const { picture } = view;
    this.#view = view;
    this.#height = picture.isPercent
      ? PERCENT
      : steadyHeight(picture.highest, this.#heightOf === view.heightOf ? this.#height : undefined);
    this.#heightOf = view.heightOf;
    const made = `${picture.view} ${picture.airlines.join()} ${view.isOld}`;
    if (this.#plot === undefined || made !== this.#made) this.#make(made);
    else this.#plot.setData(dataOf(picture));
  }

  /** The scheme has changed. */
  recolor(): void {
    this.#colors = chartColors();
    if (this.#view !== undefined) this.#make(this.#made);
  }

  /** The day under the crosshair. */
  get day(): number | undefined {
    const index = this.#plot?.cursor.idx;
    return index === null || index === undefined ? undefined : this.#view?.picture.days[index];
  }

  /** Moves the crosshair to a day, the nearest there is. */
  point(day: number): void {
    const { picture } = this.#view ?? {};
    const [first, last] = [picture?.days[0], picture?.days.at(-1)];
    if (this.#plot === undefined || first === undefined || last === undefined) return;
    const near = Math.max(first, Math.min(last, day));
    this.#plot.setCursor({ left: this.#plot.valToPos(near, "x"), top: 0 });
  }

  /** Draws out a range from where the crosshair stands to that day. */
  extend(day: number): void {
    this.#anchor ??= this.day;
    this.point(day);
    const [plot, from, to] = [this.#plot, this.#anchor, this.day];
    if (plot === undefined || from === undefined || to === undefined) return;
    const [left, right] = [plot.valToPos(Math.min(from, to), "x"), plot.valToPos(Math.max(from, to), "x")];
    plot.setSelect({ left, top: 0, width: Math.max(1, right - left), height: plot.over.clientHeight }, false);
  }

  /** The range drawn out by keys, if any. */
  get extent(): readonly [number, number] | undefined {
    const to = this.day;
    if (this.#anchor === undefined || to === undefined || to === this.#anchor) return undefined;
    return [Math.min(this.#anchor, to), Math.max(this.#anchor, to)];
  }

  /** Takes crosshair and range away; true when there was one. */
  release(): boolean {
    const had = this.#anchor !== undefined || this.day !== undefined;
    this.#anchor = undefined;
    this.#plot?.setSelect(NOTHING, false);
    this.#plot?.setCursor({ left: -10, top: -10 });
    return had;
  }

  #make(made: string): void {
    const view = this.#view;
    if (view === undefined) return;
    this.#plot?.destroy();
    this.#made = made;
    this.#anchor = undefined;
    const { picture } = view;
    const isStacked = picture.view !== "lines";
    const { clientWidth: width, clientHeight: height } = this.#host;
    this.#plot = new uPlot(
      {
        width: Math.max(200, width),
        height: Math.max(120, height),
        padding: [10, () => (this.#isNarrow ? NARROW_GUTTER : GUTTER), 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          drag: { x: true, y: false, setScale: false, dist: 4 },
          points: { show: !isStacked, size: 7 },
          bind: { dblclick: () => this.#reset },
        },
        scales: {
          x: { time: false, range: () => ends(this.#view?.range) },
          y: { range: () => [0, this.#height.top] },
        },
        axes: axes({
          colors: this.#colors,
          days: (pixels) => dayLabels(...ends(this.#view?.range), pixels),
          height: () => this.#height,
          isPercent: picture.isPercent,
        }),
        series: [{}, ...seriesOf(picture, this.#colors, view.isOld)],
        hooks: {
          draw: [(plot) => this.#label(plot)],
          setCursor: [
            (plot) => this.#events.pointed(this.day, (plot.cursor.left ?? 0) + plot.over.offsetLeft),
          ],
          setSelect: [(plot) => this.#zoom(plot)],
        },
      },
      dataOf(picture),
      this.#host,
    );
  }

  readonly #reset = (): null => {
    this.#events.reset();
    return null;
  };

  get #isNarrow(): boolean {
    return this.#host.clientWidth < NARROW;
  }

  #label(plot: uPlot): void {
    const view = this.#view;
    const last = Math.min(view?.range[1] ?? 0, view?.picture.days.at(-1) ?? Number.NEGATIVE_INFINITY);
    if (view === undefined || last < view.range[0]) return;
    const labels = endLabels(view.picture, last, {
      colors: this.#colors,
      isOld: view.isOld,
      format: this.#isNarrow ? undefined : view.format,
    });
    drawEndLabels(plot, last, labels, this.#colors.ground);
  }

  #zoom(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 4) return;
    const from = Math.round(plot.posToVal(left, "x"));
    const to = Math.round(plot.posToVal(left + width, "x"));
    plot.setSelect(NOTHING, false);
    if (to > from) this.#events.zoomed(from, to);
  }
}
