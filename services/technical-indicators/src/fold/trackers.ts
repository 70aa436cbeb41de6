import { IndicatorSet, type IndicatorSettings, type IndicatorValues } from "@tributary/indicators";
import { type Happening, SignalWatch } from "../signals/signal-watch.ts";
import type { BarRow, OpenBlock, TrackerState } from "./symbol-state.ts";

/** The indicators of an interval and what watches them, bar by bar. */
export class Tracker {
  readonly #indicators: IndicatorSet;
  readonly #watch: SignalWatch;
  /** At the bar that was closed last. */
  happenings: readonly Happening[] = [];

  constructor(settings: IndicatorSettings, state: TrackerState | null) {
    this.#indicators =
      state === null ? new IndicatorSet(settings) : IndicatorSet.restore(state.indicators, settings);
    this.#watch = new SignalWatch(state?.signals);
  }

  close(bar: BarRow): IndicatorValues {
    const values = this.#indicators.update(bar);
    this.happenings = this.#watch.closed(bar, values);
    return values;
  }

  peek(bar: BarRow): IndicatorValues {
    return this.#indicators.peek(bar);
  }

  /** What `happenings` would be if the bar closed; dear. */
  happeningsAt(bar: BarRow, values: IndicatorValues): readonly Happening[] {
    return new SignalWatch(this.#watch.state()).closed(bar, values);
  }

  state(): TrackerState {
    return { indicators: this.#indicators.state(), signals: this.#watch.state() };
  }
}

/**
 * Trackers at the end of open blocks. What they are follows from the block alone, so it is nothing that a state would
 * have to hold: it is remembered by the very block, and found again from its start and bars where it is not.
 */
export class Trackers {
  readonly #settings: IndicatorSettings;
  readonly #known = new WeakMap<OpenBlock, Tracker>();

  constructor(settings: IndicatorSettings) {
    this.#settings = settings;
  }

  /** To peek with; it is not to be moved. */
  at(block: OpenBlock): Tracker {
    const known = this.#known.get(block);
    if (known !== undefined) return known;
    const tracker = new Tracker(this.#settings, block.start);
    for (const bar of block.bars) tracker.close(bar);
    this.#known.set(block, tracker);
    return tracker;
  }

  /** To be moved on: forgotten here until it is kept with the block it has moved to. */
  take(block: OpenBlock): Tracker {
    const tracker = this.at(block);
    this.#known.delete(block);
    return tracker;
  }

  keep(block: OpenBlock, tracker: Tracker): void {
    this.#known.set(block, tracker);
  }
}
