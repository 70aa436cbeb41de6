import type { BarInterval } from "@tributary/contracts";
import { IndicatorSet, type IndicatorSettings, type IndicatorValues } from "@tributary/indicators";
import { type Happening, SignalWatch } from "../signals/signal-watch.ts";
import type { BarRow, Head, OpenBlock, TrackerState } from "./symbol-state.ts";

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

/** A tracker, and the open block it is at the end of. */
interface Place {
  /** Undefined while the tracker is moved on. */
  block: OpenBlock | undefined;
  readonly tracker: Tracker;
}

/**
 * Trackers of a symbol at the end of its open blocks. What they are follows from the block alone, so it is nothing that a
 * state would have to hold: it is remembered beside it, and found again from start and bars of another block than that.
 */
export class SymbolTrackers {
  readonly #settings: IndicatorSettings;
  readonly #places = new Map<BarInterval, Place>();

  constructor(settings: IndicatorSettings) {
    this.#settings = settings;
  }

  /** To peek with; it is not to be moved. */
  at(interval: BarInterval, block: OpenBlock): Tracker {
    return this.#place(interval, block).tracker;
  }

  /** To be moved on: forgotten here until it is kept with the block it has moved to. */
  take(interval: BarInterval, block: OpenBlock): Tracker {
    const place = this.#place(interval, block);
    place.block = undefined;
    return place.tracker;
  }

  keep(interval: BarInterval, block: OpenBlock, tracker: Tracker): void {
    this.#places.set(interval, { block, tracker });
  }

  #place(interval: BarInterval, block: OpenBlock): Place {
    const known = this.#places.get(interval);
    if (known?.block === block) return known;
    const tracker = new Tracker(this.#settings, block.start);
    for (const bar of block.bars) tracker.close(bar);
    const place = { block, tracker };
    this.#places.set(interval, place);
    return place;
  }
}

/** Of all symbols, by the head of their states: it seldom changes, and goes with the state. */
export class Trackers {
  readonly #settings: IndicatorSettings;
  readonly #bySymbol = new WeakMap<Head, SymbolTrackers>();

  constructor(settings: IndicatorSettings) {
    this.#settings = settings;
  }

  of(head: Head): SymbolTrackers {
    const known = this.#bySymbol.get(head);
    if (known !== undefined) return known;
    const trackers = new SymbolTrackers(this.#settings);
    this.#bySymbol.set(head, trackers);
    return trackers;
  }

  /** The symbol has another head from now on. */
  follow(head: Head, trackers: SymbolTrackers): void {
    this.#bySymbol.set(head, trackers);
  }
}
