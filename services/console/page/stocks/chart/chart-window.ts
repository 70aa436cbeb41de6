import type { IChartApi, LogicalRange } from "lightweight-charts";
import type { Bar } from "../feed/bar.ts";
import type { ChartEvents, ChartView } from "./chart-view.ts";
import { indexIn } from "./repair.ts";

/** So many bars before the first in sight older ones are asked for. */
const NEAR_BARS = 80;
/** Bars of room between the newest one and the axis. */
const RIGHT_GAP = 3;
/** The address follows once the hand rests, ms. */
const REST_MS = 250;
const [LEAST_SPACING, MOST_SPACING] = [0.4, 60];
/** Pixels a bar where the address asks for no number of them; and at most where all there are take less room. */
const [USUAL_SPACING, WIDE_SPACING] = [6, 32];

type WindowEvents = Pick<ChartEvents, "nearStart" | "ranged" | "sighted">;

/** Which bars are in sight. */
export class ChartWindow {
  readonly #events: WindowEvents;
  #chart: IChartApi | undefined;
  #bars: readonly Bar[] = [];
  /** What is to be in sight, until the bars for it are there. */
  #place: ChartView["place"] | undefined;
  /** The same, once it is. */
  #sought: ChartView["place"] | undefined;
  /** So many bars there were when they were last fitted in. */
  #fitted = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #told = "";
  /** Whether a hand has been on it: what one gets without doing anything need not be in the address. */
  #isTouched = false;

  constructor(events: WindowEvents) {
    this.#events = events;
  }

  attach(chart: IChartApi): void {
    this.#chart = chart;
    this.stop();
    chart.timeScale().subscribeVisibleLogicalRangeChange((range) => this.#changed(range));
  }

  stop(): void {
    clearTimeout(this.#resting);
  }

  get range(): LogicalRange | undefined {
    return this.#chart?.timeScale().getVisibleLogicalRange() ?? undefined;
  }

  /** Shows again what was in sight, or else goes to the place asked for. */
  begin(view: ChartView, range: LogicalRange | undefined): void {
    this.#bars = view.bars;
    if (range !== undefined) this.#chart?.timeScale().setVisibleLogicalRange(range);
    else {
      this.#place = view.place;
      this.#isTouched = false;
    }
  }

  /** The bars shown are these. */
  follow(bars: readonly Bar[]): void {
    this.#bars = bars;
    const scale = this.#chart?.timeScale();
    if (bars.length === 0 || scale === undefined) return;
    if (this.#place === undefined) {
      // A history may come bit by bit, and no hand has been on it yet.
      if (!this.#isTouched && bars.length !== this.#fitted) this.#fit();
      return;
    }
    const { at } = this.#place;
    this.#sought = this.#place;
    this.#fit();
    if (at === undefined) scale.scrollToPosition(RIGHT_GAP, false);
    else if (at < (bars[0] as Bar).openTime && this.#events.nearStart()) return;
    else this.#goTo(at);
    this.#place = undefined;
    if (this.range !== undefined) this.#changed(this.range);
  }

  /** Someone moves it, by pointer, wheel or key. */
  touched(): void {
    this.#isTouched = true;
  }

  /** More or fewer bars from edge to edge. */
  zoom(factor: number): void {
    const scale = this.#chart?.timeScale();
    scale?.applyOptions({ barSpacing: spacing(scale.options().barSpacing * factor) });
  }

  toNewest(): void {
    this.touched();
    this.#chart?.timeScale().scrollToPosition(RIGHT_GAP, false);
  }

  /** As many bars from edge to edge as are asked for, or all there are where they are fewer and end with the newest. */
  #fit(): void {
    const scale = this.#chart?.timeScale();
    const { at, bars: count } = this.#sought ?? {};
    const width = scale?.width() ?? 0;
    this.#fitted = this.#bars.length;
    if (scale === undefined || width === 0 || (at !== undefined && count === undefined)) return;
    const asked = count === undefined ? USUAL_SPACING : width / count;
    const all = at === undefined ? Math.min(WIDE_SPACING, width / (this.#bars.length + RIGHT_GAP)) : 0;
    scale.applyOptions({ barSpacing: spacing(Math.max(asked, all)) });
  }

  #goTo(at: number): void {
    const found = indexIn(this.#bars, at);
    const index =
      found >= 0
        ? found
        : Math.max(
            0,
            this.#bars.findLastIndex(({ openTime }) => openTime <= at),
          );
    this.#chart?.timeScale().scrollToPosition(index - (this.#bars.length - 1), false);
  }

  #changed(range: LogicalRange | null): void {
    if (range === null || this.#bars.length === 0 || this.#place !== undefined) return;
    if (range.from < NEAR_BARS) this.#events.nearStart();
    this.#sight(range);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#tell(), REST_MS);
  }

  #sight(range: LogicalRange): void {
    const first = this.#bars[Math.max(0, Math.ceil(range.from))];
    const last = this.#bars[Math.min(this.#bars.length - 1, Math.floor(range.to))];
    if (first !== undefined && last !== undefined) this.#events.sighted(first.openTime, last.openTime);
  }

  #tell(): void {
    const { range } = this;
    if (range === undefined || this.#place !== undefined) return;
    const last = this.#bars.length - 1;
    const right = Math.min(last, Math.round(range.to));
    const at = range.to >= last ? undefined : this.#bars[right]?.openTime;
    const bars = Math.round(range.to - range.from);
    const told = `${at} ${bars}`;
    if (told === this.#told || !this.#isTouched) return;
    this.#told = told;
    this.#events.ranged(at, bars);
  }
}

function spacing(pixels: number): number {
  return Math.max(LEAST_SPACING, Math.min(MOST_SPACING, pixels));
}
