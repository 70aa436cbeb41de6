import { chance } from "./chance.ts";

/** Something that happens once in every stretch of so many minutes since the epoch, at a minute of its own. */
export class Occurrences {
  readonly #everyMinutes: number;
  readonly #key: number;

  /** @param everyMinutes whole; 0: it never happens */
  constructor(everyMinutes: number, key: number) {
    this.#everyMinutes = everyMinutes;
    this.#key = key;
  }

  /** The minutes at which it happens, in order, from one minute to another, the latter not included. */
  *between(fromMinute: number, toMinute: number): Generator<number> {
    const every = this.#everyMinutes;
    if (every === 0) return;
    for (let stretch = Math.floor(fromMinute / every); stretch * every < toMinute; stretch++) {
      const minute = stretch * every + Math.floor(chance(this.#key, stretch) * every);
      if (minute >= fromMinute && minute < toMinute) yield minute;
    }
  }
}
