import { Calendar } from "./calendar.ts";
import { type Day, dayMs, dayText, isWeekend, yearOf } from "./day.ts";
import type { Exchange, ExchangeCode, Period, Session } from "./exchange.ts";
import type { Interval } from "./interval.ts";
import type { TradingRules, TradingYear } from "./trading-year.ts";
import type { ZoneOffsets } from "./zone-offsets.ts";

const minuteMs = 60_000;

/** An exchange that closes at night, on weekends and on holidays. */
export class ExchangeByRules implements Exchange {
  readonly code: ExchangeCode;
  readonly zone: string;
  readonly knownFrom: number;
  readonly #rules: TradingRules;
  readonly #offsets: ZoneOffsets;
  readonly #calendar: Calendar;
  readonly #years = new Map<number, TradingYear>();
  readonly #sessions = new Map<Day, Session | undefined>();

  /** @param offsets those of the rules' zone */
  constructor(code: ExchangeCode, rules: TradingRules, offsets: ZoneOffsets) {
    this.code = code;
    this.zone = rules.zone;
    this.knownFrom = rules.knownFrom;
    this.#rules = rules;
    this.#offsets = offsets;
    this.#calendar = new Calendar({
      dayAt: (instant) => this.#dayAt(instant),
      startOf: (day) => this.#offsets.instantOf(day * dayMs),
      closeOf: (day) => this.#sessionOn(day)?.closesAt,
    });
  }

  isOpen(instant: number): boolean {
    const session = this.sessionOf(instant);
    return session !== undefined && instant >= session.opensAt && instant < session.closesAt;
  }

  sessionOf(instant: number): Session | undefined {
    return this.#sessionOn(this.#dayAt(instant));
  }

  nextOpen(instant: number): number {
    for (let day = this.#dayAt(instant); ; day++) {
      const session = this.#sessionOn(day);
      if (session !== undefined && instant < session.closesAt) return Math.max(instant, session.opensAt);
    }
  }

  dayStart(instant: number): number {
    return this.#calendar.opensAt("1d", instant);
  }

  opensAt(interval: Interval, instant: number): number {
    return this.#calendar.opensAt(interval, instant);
  }

  periodOf(interval: Interval, instant: number): Period {
    return this.#calendar.periodOf(interval, instant);
  }

  #dayAt(instant: number): Day {
    return Math.floor((instant + this.#offsets.at(instant)) / dayMs);
  }

  #sessionOn(day: Day): Session | undefined {
    const known = this.#sessions.get(day);
    if (known !== undefined || this.#sessions.has(day)) return known;
    const session = this.#findSession(day);
    this.#sessions.set(day, session);
    return session;
  }

  #findSession(day: Day): Session | undefined {
    const { closed, earlyCloses } = this.#year(yearOf(day));
    if (isWeekend(day) || closed.has(day)) return undefined;
    const { opensAt, closesAt, earlyClosesAt } = this.#rules;
    return {
      day: dayText(day),
      opensAt: this.#offsets.instantOf(day * dayMs + opensAt * minuteMs),
      closesAt: this.#offsets.instantOf(
        day * dayMs + (earlyCloses.has(day) ? earlyClosesAt : closesAt) * minuteMs,
      ),
    };
  }

  #year(year: number): TradingYear {
    let known = this.#years.get(year);
    if (known === undefined) {
      known = this.#rules.year(year);
      this.#years.set(year, known);
    }
    return known;
  }
}
