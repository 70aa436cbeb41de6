import { Calendar } from "./calendar.ts";
import { type Day, dayMs, dayText } from "./day.ts";
import type { Exchange, ExchangeCode, Period, Session } from "./exchange.ts";
import type { Interval } from "./interval.ts";

/** A market that never closes: each day of UTC is a session. */
export class AlwaysOpenExchange implements Exchange {
  readonly code: ExchangeCode;
  readonly zone = "UTC";
  readonly knownFrom = 1900;
  readonly #calendar = new Calendar({ dayAt, startOf, closeOf: (day) => startOf(day + 1) });

  constructor(code: ExchangeCode) {
    this.code = code;
  }

  isOpen(_instant: number): boolean {
    return true;
  }

  sessionOf(instant: number): Session {
    const day = dayAt(instant);
    return { day: dayText(day), opensAt: startOf(day), closesAt: startOf(day + 1) };
  }

  nextOpen(instant: number): number {
    return instant;
  }

  dayStart(instant: number): number {
    return startOf(dayAt(instant));
  }

  opensAt(interval: Interval, instant: number): number {
    return this.#calendar.opensAt(interval, instant);
  }

  periodOf(interval: Interval, instant: number): Period {
    return this.#calendar.periodOf(interval, instant);
  }
}

function dayAt(instant: number): Day {
  return Math.floor(instant / dayMs);
}

function startOf(day: Day): number {
  return day * dayMs;
}
