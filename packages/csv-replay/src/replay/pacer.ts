import type { Pace } from "../replay-status.ts";

/**
 * Says when rows are due, by absolute deadlines on the monotonic clock: `anchor + (way − way of the anchor) / speed`, so
 * that no delay of one row is handed on to the next. The way is event time in milliseconds, each gap capped, or rows.
 */
export class Pacer {
  readonly #gapCapMs: number;
  #pace: Pace;
  /** How far the rows taken have come, in milliseconds of event time or in rows. */
  #way = 0;
  /** Latest event time taken: a row that goes back is due with it. */
  #latest: number | undefined;
  #anchorAt: number | undefined;
  #anchorWay = 0;
  /** How far time had come when it was held, which may be within a gap. */
  #heldWay: number | undefined;

  constructor(pace: Pace, gapCapMs: number = Number.POSITIVE_INFINITY) {
    this.#pace = pace;
    this.#gapCapMs = gapCapMs;
  }

  /** When a row of this event time is due, were it the next. The first row after a hold sets the clock going. */
  due(eventTime: number, now: number): number {
    const perUnit = this.#millisecondsPerUnit;
    if (perUnit === 0) return Number.NEGATIVE_INFINITY;
    const way = this.#wayTo(eventTime);
    if (this.#anchorAt === undefined) {
      this.#anchorAt = now;
      this.#anchorWay = Math.min(this.#heldWay ?? way, way);
    }
    return this.#anchorAt + (way - this.#anchorWay) * perUnit;
  }

  /** The row has gone. */
  take(eventTime: number): void {
    this.#way = this.#wayTo(eventTime);
    if (this.#latest === undefined || eventTime > this.#latest) this.#latest = eventTime;
  }

  /** Stops the clock where it is, in the middle of a gap or not; what is overdue is forgiven. */
  hold(now: number): void {
    const perUnit = this.#millisecondsPerUnit;
    if (this.#anchorAt !== undefined && perUnit > 0) {
      this.#heldWay = this.#anchorWay + (now - this.#anchorAt) / perUnit;
    }
    this.#anchorAt = undefined;
  }

  /** Goes on at another pace from where the clock stands. */
  change(pace: Pace, now: number): void {
    this.hold(now);
    if (pace.by !== this.#pace.by) this.#heldWay = undefined;
    this.#pace = pace;
  }

  /** What comes next has nothing to do with what came before: it is due at once. */
  leap(): void {
    this.#latest = undefined;
    this.#anchorAt = undefined;
    this.#heldWay = undefined;
  }

  get #millisecondsPerUnit(): number {
    const pace = this.#pace;
    if (pace.by === "speed") return 1 / pace.speed;
    return pace.by === "rate" ? 1_000 / pace.rowsPerSecond : 0;
  }

  #wayTo(eventTime: number): number {
    if (this.#latest === undefined) return this.#way;
    if (this.#pace.by === "rate") return this.#way + 1;
    const gap = eventTime - this.#latest;
    return gap > 0 ? this.#way + Math.min(gap, this.#gapCapMs) : this.#way;
  }
}
