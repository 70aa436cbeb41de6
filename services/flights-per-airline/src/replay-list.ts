import {
  type AirlineDayCount,
  dayText,
  isOlder,
  type ReplayOrigin,
  replayOrigin,
} from "@tributary/contracts";
import type { LiveView } from "@tributary/runtime";

/** A replay of which there are counts, as `/replays` tells it. */
export interface CountedReplay extends ReplayOrigin {
  readonly replay: string;
  readonly flightCount: number;
  /** First and last ISO day of a count. */
  readonly from: string;
  readonly to: string;
  /** In alphabetical order. */
  readonly airlines: readonly string[];
}

interface Sum {
  flightCount: number;
  from: number;
  to: number;
  readonly airlines: Set<string>;
}

/** The replays of a view, made anew only when the view has changed. */
export class ReplayList {
  readonly #view: LiveView<AirlineDayCount>;
  #replays: readonly CountedReplay[] = [];
  #madeOf = "";

  constructor(view: LiveView<AirlineDayCount>) {
    this.#view = view;
  }

  /** Newest first. */
  get replays(): readonly CountedReplay[] {
    const { progress, appendedUntil, size } = this.#view;
    const state = `${progress.position.join()} ${appendedUntil} ${size}`;
    if (state !== this.#madeOf) {
      this.#replays = listed(this.#view);
      this.#madeOf = state;
    }
    return this.#replays;
  }

  /** Undefined while nothing is counted. */
  get newest(): string | undefined {
    return this.replays[0]?.replay;
  }
}

function listed(view: LiveView<AirlineDayCount>): readonly CountedReplay[] {
  const sums = new Map<string, Sum>();
  for (const { value } of view.entries()) {
    const { replay, airline, scheduledDate: day, flightCount } = value;
    let sum = sums.get(replay);
    if (sum === undefined) {
      sum = { flightCount: 0, from: day, to: day, airlines: new Set() };
      sums.set(replay, sum);
    }
    sum.flightCount += flightCount;
    sum.from = Math.min(sum.from, day);
    sum.to = Math.max(sum.to, day);
    sum.airlines.add(airline);
  }
  return [...sums]
    .sort(([a], [b]) => (isOlder(a, b) ? 1 : -1))
    .map(([replay, { flightCount, from, to, airlines }]) => ({
      replay,
      ...replayOrigin(replay),
      flightCount,
      from: dayText(from),
      to: dayText(to),
      airlines: [...airlines].sort(),
    }));
}
