/** What is counted of an airline on a day, or the sum over days. */
export interface Sums {
  /** Scheduled flights: those flown, diverted and cancelled. */
  readonly flights: number;
  readonly cancelled: number;
  readonly diverted: number;
  /** 15 min or more after schedule. */
  readonly arrivedLate: number;
  /** Neither cancelled nor diverted. */
  readonly arrived: number;
}

export const sumNames = [
  "flights",
  "cancelled",
  "diverted",
  "arrivedLate",
  "arrived",
] as const satisfies readonly (keyof Sums)[];

const STRIDE = sumNames.length;
/** Days of room made at once, so that a year that comes day by day is copied a few times only. */
const ROOM = 400;
/** Beyond this span a date is a fault in the data, and would cost memory for nothing. */
const MOST_DAYS = 60_000;

/**
 * The counts of one replay: five whole numbers a day and airline, in one array an airline. A year of 14 airlines is
 * 100 kB; taking a row writes five numbers and makes nothing.
 */
export class CountTable {
  readonly #counts = new Map<string, Int32Array>();
  /** Day of index 0, and days of room. */
  #base = 0;
  #room = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** First day of any airline, days since 1970; undefined while there is none. */
  get first(): number | undefined {
    return this.#first <= this.#last ? this.#first : undefined;
  }

  /** Last day of any airline. */
  get last(): number | undefined {
    return this.#first <= this.#last ? this.#last : undefined;
  }

  get airlines(): Iterable<string> {
    return this.#counts.keys();
  }

  /** @throws RangeError when the day is more than a century from the others */
  take(airline: string, day: number, values: readonly number[]): void {
    this.#reach(day);
    let counts = this.#counts.get(airline);
    if (counts === undefined) {
      counts = new Int32Array(this.#room * STRIDE);
      this.#counts.set(airline, counts);
    }
    const at = (day - this.#base) * STRIDE;
    for (let index = 0; index < STRIDE; index++) counts[at + index] = values[index] ?? 0;
    if (day < this.#first) this.#first = day;
    if (day > this.#last) this.#last = day;
  }

  drop(airline: string, day: number): void {
    const at = (day - this.#base) * STRIDE;
    this.#counts.get(airline)?.fill(0, at, at + STRIDE);
    if (day === this.#first || day === this.#last) this.#findEnds();
  }

  clear(): void {
    this.#counts.clear();
    this.#base = 0;
    this.#room = 0;
    this.#first = Number.POSITIVE_INFINITY;
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** Sum of an airline's days from `from` to `to`, both included, all of them or one day in seven. Zero where nothing was counted. */
  sum(airline: string, from: number, to: number, step: 1 | 7 = 1): Sums {
    const total = { flights: 0, cancelled: 0, diverted: 0, arrivedLate: 0, arrived: 0 };
    const counts = this.#counts.get(airline);
    if (counts === undefined) return total;
    let day = from;
    if (day < this.#base) day += Math.ceil((this.#base - day) / step) * step;
    const end = Math.min(to, this.#base + this.#room - 1);
    for (; day <= end; day += step) {
      const at = (day - this.#base) * STRIDE;
      total.flights += counts[at] ?? 0;
      total.cancelled += counts[at + 1] ?? 0;
      total.diverted += counts[at + 2] ?? 0;
      total.arrivedLate += counts[at + 3] ?? 0;
      total.arrived += counts[at + 4] ?? 0;
    }
    return total;
  }

  /** Flights of all airlines and days. */
  get flights(): number {
    let sum = 0;
    for (const counts of this.#counts.values()) {
      for (let at = 0; at < counts.length; at += STRIDE) sum += counts[at] ?? 0;
    }
    return sum;
  }

  #reach(day: number): void {
    if (this.#room > 0 && day >= this.#base && day < this.#base + this.#room) return;
    const base = this.#room === 0 ? day : Math.min(this.#base, day < this.#base ? day - ROOM : this.#base);
    const end = this.#room === 0 ? day + ROOM : Math.max(this.#base + this.#room, day + ROOM);
    if (!(end - base <= MOST_DAYS)) throw new RangeError(`day ${day} is too far from the others`);
    for (const [airline, counts] of this.#counts) {
      const more = new Int32Array((end - base) * STRIDE);
      more.set(counts, (this.#base - base) * STRIDE);
      this.#counts.set(airline, more);
    }
    this.#base = base;
    this.#room = end - base;
  }

  #findEnds(): void {
    this.#first = Number.POSITIVE_INFINITY;
    this.#last = Number.NEGATIVE_INFINITY;
    for (const counts of this.#counts.values()) {
      for (let index = 0; index < this.#room; index++) {
        if (counts[index * STRIDE] === 0) continue;
        this.#first = Math.min(this.#first, this.#base + index);
        this.#last = Math.max(this.#last, this.#base + index);
      }
    }
  }
}
