import FlatQueue from "flatqueue";
import type { Horizon } from "./view.ts";
import type { ViewRecord } from "./view-record.ts";

/** Where a record within the horizon stands. */
export type Place = Pick<ViewRecord<unknown>, "key" | "partition" | "offset">;

/** Why a record is not to be shown; a metric's label. */
export type OutOfSight = "older_era" | "beyond_horizon";

/** What comes of a record: whether it is to be shown, and which others are not any more. */
export interface Passing {
  readonly outOfSight: OutOfSight | undefined;
  readonly left: readonly Place[];
}

const olderEra: Passing = { outOfSight: "older_era", left: [] };

/**
 * Which records of a log lie within the horizon: of the newest era, of those that are no older than `spanMs` before the
 * newest of them, the newest `most`. That is a property of the set of records, not of the order they are read in, as
 * long as records count that have been replaced since or buried: so they do, and take up room.
 * Costs O(log n) a record; records of one event time stand in a list that is searched from its end.
 */
export class ViewHorizon<T> {
  readonly #horizon: Horizon<T>;
  readonly #eventTime: (value: T) => number;
  /** Each event time once. */
  readonly #times = new FlatQueue<number>();
  /** By event time, each list in the order of the log. */
  readonly #places = new Map<number, Place[]>();
  #era: string | undefined;
  #newest = Number.NEGATIVE_INFINITY;
  #size = 0;

  constructor(horizon: Horizon<T>, eventTime: (value: T) => number) {
    this.#horizon = horizon;
    this.#eventTime = eventTime;
  }

  take({ key, partition, offset }: Place, value: T): Passing {
    const { era: eraOf, isOlder, spanMs, most } = this.#horizon;
    const era = eraOf(value);
    const isNewEra = era !== this.#era;
    if (isNewEra && this.#era !== undefined && isOlder(era, this.#era)) return olderEra;
    const left = isNewEra ? this.#begin(era) : [];

    const time = this.#eventTime(value);
    const place = { key, partition, offset };
    this.#add(place, time);
    this.#newest = Math.max(this.#newest, time);
    while ((this.#times.peekValue() ?? time) < this.#newest - spanMs) {
      for (const old of this.#dropOldestTime()) left.push(old);
    }
    if (this.#size > most) left.push(this.#dropOldest());
    return { outOfSight: left.at(-1) === place ? "beyond_horizon" : undefined, left };
  }

  /** Answers all that was in the era before. */
  #begin(era: string): Place[] {
    const left = [...this.#places.values()].flat();
    this.#times.clear();
    this.#places.clear();
    this.#era = era;
    this.#newest = Number.NEGATIVE_INFINITY;
    this.#size = 0;
    return left;
  }

  #add(place: Place, time: number): void {
    const places = this.#places.get(time);
    if (places === undefined) {
      this.#places.set(time, [place]);
      this.#times.push(time, time);
    } else {
      places.splice(places.findLastIndex((other) => isBefore(other, place)) + 1, 0, place);
    }
    this.#size += 1;
  }

  #dropOldestTime(): readonly Place[] {
    const time = this.#times.pop();
    const places = (time !== undefined && this.#places.get(time)) || [];
    if (time !== undefined) this.#places.delete(time);
    this.#size -= places.length;
    return places;
  }

  #dropOldest(): Place {
    const places = this.#places.get(this.#times.peekValue() ?? Number.NaN);
    if (places === undefined || places.length <= 1) return this.#dropOldestTime()[0] as Place;
    this.#size -= 1;
    return places.shift() as Place;
  }
}

const isBefore = (a: Place, b: Place) =>
  a.partition < b.partition || (a.partition === b.partition && a.offset < b.offset);
