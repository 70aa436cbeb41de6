import { Temporal } from "temporal-polyfill";

/** A stretch of local time in which one rule makes instants of it. */
export interface Stretch {
  /** In milliseconds since 1970-01-01 00:00 local; `until` is not of it. */
  readonly from: number;
  readonly until: number;
  /** Local time less this is the instant to take: of skipped times an hour later by the clock, of doubled ones the first. */
  readonly offsetMs: number;
  /** `skipped`: the clocks were put forward over it. `doubled`: they were put back, and showed it again. */
  readonly kind: "plain" | "skipped" | "doubled";
  /** Of doubled times the second; else as `offsetMs`. */
  readonly laterOffsetMs: number;
}

const lastInstant = Date.UTC(2100, 0, 1);

/**
 * The clocks of one zone of the IANA data, from 1970 to 2100. Its changes are looked up once, which takes some 70 ms; after that a
 * time costs a comparison or a binary search.
 */
export class ZoneClock {
  /** IANA name. */
  readonly name: string;
  readonly #stretches: readonly Stretch[];
  #last: Stretch;

  /** Throws a `RangeError` for a name that is no zone. */
  constructor(name: string) {
    this.name = name;
    this.#stretches = stretchesOf(name);
    this.#last = this.#stretches[0] as Stretch;
  }

  /** Where a local time lies, in milliseconds since 1970-01-01 00:00 local. */
  stretch(local: number): Stretch {
    const last = this.#last;
    if (local >= last.from && local < last.until) return last;
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#stretches[middle] as Stretch).from <= local) low = middle;
      else high = middle - 1;
    }
    this.#last = this.#stretches[low] as Stretch;
    return this.#last;
  }
}

function stretchesOf(zone: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let at = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  let before = offsetOf(at);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= lastInstant) break;
    at = next;
    const after = offsetOf(at);
    if (after === before) continue;
    const change = at.epochMilliseconds + Math.min(before, after);
    const until = at.epochMilliseconds + Math.max(before, after);
    const kind = after > before ? "skipped" : "doubled";
    stretches.push(plain(from, change, before));
    stretches.push({
      from: change,
      until,
      offsetMs: before,
      laterOffsetMs: kind === "doubled" ? after : before,
      kind,
    });
    from = until;
    before = after;
  }
  return [...stretches, plain(from, Number.POSITIVE_INFINITY, before)];
}

function plain(from: number, until: number, offsetMs: number): Stretch {
  return { from, until, offsetMs, laterOffsetMs: offsetMs, kind: "plain" };
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e6;
}
