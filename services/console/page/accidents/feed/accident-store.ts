import type { Accident } from "./accident.ts";

/** Arrivals that nobody has drawn are forgotten beyond so many: only those just come are marked. */
const MOST_ARRIVALS = 300;
/** Runs and loops are numbers inside of names. */
const byName = new Intl.Collator("en", { numeric: true });

/** The accidents of the feed's window, of whichever replays it holds. */
export class AccidentStore {
  readonly #accidents = new Map<string, Accident>();
  #arrivals: Accident[] = [];
  #newestReplay: string | undefined;

  get size(): number {
    return this.#accidents.size;
  }

  /** The replay that began last, of those heard of since the last whole content. */
  get newestReplay(): string | undefined {
    return this.#newestReplay;
  }

  get(accidentId: string): Accident | undefined {
    return this.#accidents.get(accidentId);
  }

  reset(accidents: readonly Accident[]): void {
    this.#accidents.clear();
    this.#arrivals = [];
    this.#newestReplay = undefined;
    this.#take(accidents);
  }

  add(accidents: readonly Accident[]): void {
    this.#arrivals.push(...accidents.filter(({ accidentId }) => !this.#accidents.has(accidentId)));
    this.#arrivals.splice(0, this.#arrivals.length - MOST_ARRIVALS);
    this.#take(accidents);
  }

  /** @returns how many of them were here */
  remove(accidentIds: readonly string[]): number {
    return accidentIds.filter((accidentId) => this.#accidents.delete(accidentId)).length;
  }

  values(): Iterable<Accident> {
    return this.#accidents.values();
  }

  /** Those that came by `add` since the last call. */
  takeArrivals(): readonly Accident[] {
    return this.#arrivals.splice(0);
  }

  #take(accidents: readonly Accident[]): void {
    for (const accident of accidents) {
      this.#accidents.set(accident.accidentId, accident);
      const newest = this.#newestReplay;
      if (newest === accident.replay) continue;
      if (newest === undefined || byName.compare(accident.replay, newest) > 0)
        this.#newestReplay = accident.replay;
    }
  }
}
