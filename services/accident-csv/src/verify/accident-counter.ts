import type { Accident } from "@tributary/contracts";
import { type TotalName, totalNames, totalWords } from "../accident-totals.ts";
import { weekdays } from "../published-figures.ts";

/** Counts by each of `totalNames`, a number for each word that occurs. */
export type CountedTotals = Readonly<Record<TotalName, ReadonlyMap<string, number>>>;

/**
 * Counts accidents as published reports did: hours, weekdays and years by the start as it is written, whatever its zone and the digits
 * of its fraction.
 */
export class AccidentCounter {
  readonly #counts = new Map(totalNames.map((name) => [name, new Map<string, number>()]));
  readonly #weekdays = new Map<string, string>();

  add({ severityLevel, state, startedLocal }: Accident): void {
    this.#add("severity", String(severityLevel));
    this.#add("state", state);
    this.#add("hour", totalWords.hour[Number(startedLocal.slice(11, 13))] as string);
    this.#add("weekday", this.#weekdayOf(startedLocal.slice(0, 10)));
    this.#add("year", startedLocal.slice(0, 4));
  }

  counted(): CountedTotals {
    return Object.fromEntries(this.#counts) as Record<TotalName, Map<string, number>>;
  }

  #add(name: TotalName, word: string): void {
    const counts = this.#counts.get(name) as Map<string, number>;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }

  #weekdayOf(date: string): string {
    let weekday = this.#weekdays.get(date);
    if (weekday === undefined) {
      // ISO days without a time are of UTC, so no zone of this machine comes in.
      weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7] as string;
      this.#weekdays.set(date, weekday);
    }
    return weekday;
  }
}
