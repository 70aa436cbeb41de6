import { Temporal } from "temporal-polyfill";

const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(2100, 0, 1)];

/**
 * How far a zone's clocks are ahead of UTC, 1900 to 2100, by the IANA data that the machine's Intl has. The changes are
 * looked up once, some 100 ms a zone; from then on a question costs a comparison, or a binary search.
 */
export class ZoneOffsets {
  /** Instants of the changes, ascending; the first is -Infinity. */
  readonly #from: number[] = [Number.NEGATIVE_INFINITY];
  /** Milliseconds from each of them on. */
  readonly #offsets: number[];
  #at = 0;

  /** @throws RangeError for a name that is no IANA zone */
  constructor(zone: string) {
    let at = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
    this.#offsets = [at.offsetNanoseconds / 1e6];
    for (;;) {
      const next = at.getTimeZoneTransition("next");
      if (next === null || next.epochMilliseconds >= last) return;
      at = next;
      this.#from.push(at.epochMilliseconds);
      this.#offsets.push(at.offsetNanoseconds / 1e6);
    }
  }

  /** Milliseconds to add to UTC for the zone's clock. */
  at(instant: number): number {
    if (instant < (this.#from[this.#at] as number) || instant >= (this.#from[this.#at + 1] ?? Infinity)) {
      this.#at = this.#find(instant);
    }
    return this.#offsets[this.#at] as number;
  }

  /**
   * When the zone's clock shows that time, given and answered in milliseconds since 1970-01-01 00:00 there and in UTC. A
   * time that is skipped or shown twice is taken by one of both offsets: no exchange trades then, and none of our
   * zones changes its clocks at midnight (tested for each day from 1900 on).
   */
  instantOf(local: number): number {
    return local - this.at(local - this.at(local));
  }

  #find(instant: number): number {
    let [low, high] = [0, this.#from.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#from[middle] as number) <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
