import { type Day, dayOf, monthOf, yearOf } from "./day.ts";
import type { Period } from "./exchange.ts";
import { gridMs, type Interval } from "./interval.ts";

/** The days of one exchange. */
export interface Days {
  /** Which day the instant lies in. */
  dayAt(instant: number): Day;
  /** When it begins. */
  startOf(day: Day): number;
  /** When trade ends on it; undefined on a day without a session. */
  closeOf(day: Day): number | undefined;
}

/** Periods of bars by the days of an exchange: a bar's is mostly that of the bar before it, so the last one is kept. */
export class Calendar {
  readonly #days: Days;
  readonly #last: Record<Interval, Period> = {
    "1m": none,
    "5m": none,
    "1h": none,
    "1d": none,
    "1M": none,
    "1y": none,
  };
  /** Days, months and years, for histories that begin anew with each symbol; by first day and length, in one number. */
  readonly #spans = new Map<number, Period>();

  constructor(days: Days) {
    this.#days = days;
  }

  opensAt(interval: Interval, instant: number): number {
    if (interval === "1m" || interval === "5m" || interval === "1h") {
      return Math.floor(instant / gridMs[interval]) * gridMs[interval];
    }
    return this.periodOf(interval, instant).opensAt;
  }

  periodOf(interval: Interval, instant: number): Period {
    const last = this.#last[interval];
    if (instant >= last.opensAt && instant < last.endsAt) return last;
    const period = this.#find(interval, instant);
    this.#last[interval] = period;
    return period;
  }

  #find(interval: Interval, instant: number): Period {
    const day = this.#days.dayAt(instant);
    if (interval === "1m" || interval === "5m" || interval === "1h") {
      const opensAt = this.opensAt(interval, instant);
      const endsAt = opensAt + gridMs[interval];
      const close = this.#days.closeOf(day) ?? endsAt;
      return { opensAt, endsAt, closesAt: close > opensAt && close < endsAt ? close : endsAt };
    }
    const year = yearOf(day);
    if (interval === "1d") return this.#span(day, day);
    if (interval === "1y") return this.#span(dayOf(year, 1, 1), dayOf(year, 12, 31));
    const month = monthOf(day);
    return this.#span(dayOf(year, month, 1), dayOf(year, month + 1, 0));
  }

  #span(first: Day, last: Day): Period {
    const key = first * 512 + (last - first);
    let period = this.#spans.get(key);
    if (period === undefined) {
      const endsAt = this.#days.startOf(last + 1);
      period = {
        opensAt: this.#days.startOf(first),
        endsAt,
        closesAt: this.#lastClose(first, last) ?? endsAt,
      };
      this.#spans.set(key, period);
    }
    return period;
  }

  #lastClose(first: Day, last: Day): number | undefined {
    for (let day = last; day >= first; day--) {
      const close = this.#days.closeOf(day);
      if (close !== undefined) return close;
    }
    return undefined;
  }
}

const none: Period = { opensAt: Number.POSITIVE_INFINITY, endsAt: Number.NEGATIVE_INFINITY, closesAt: 0 };
