const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface ClockZone {
  readonly name: string;
  /** Behind UTC in winter. */
  readonly hours: number;
  readonly hasSummer: boolean;
}

const zones: Readonly<Record<string, ClockZone>> = {
  "US/Eastern": { name: "America/New_York", hours: 5, hasSummer: true },
  "US/Central": { name: "America/Chicago", hours: 6, hasSummer: true },
  "US/Mountain": { name: "America/Denver", hours: 7, hasSummer: true },
  "US/Arizona": { name: "America/Phoenix", hours: 7, hasSummer: false },
  "US/Pacific": { name: "America/Los_Angeles", hours: 8, hasSummer: true },
};

/** The zone that a file calls 'US/Eastern', or that is called 'America/New_York' elsewhere. */
export function zoneCalled(name: string): ClockZone {
  const zone = zones[name] ?? Object.values(zones).find((each) => each.name === name);
  if (zone === undefined) throw new Error(`no zone ${name}`);
  return zone;
}

/** What a clock showed, as if it had been UTC: '2016-02-08 00:37:08' with or without a fraction. Milliseconds, rounded down. */
export function shownBy(text: string): number {
  const [, whole = "", fraction = ""] = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text) ?? [];
  const ms = Date.parse(`${whole.replace(" ", "T")}Z`);
  if (Number.isNaN(ms)) throw new Error(`no time: ${text}`);
  return ms + Number(fraction.padEnd(3, "0").slice(0, 3));
}

export interface Moment {
  readonly at: number;
  readonly note: "Skipped" | "Doubled" | undefined;
}

/**
 * The instant of what a clock showed, by the law since 2007 (Energy Policy Act of 2005, section 110): an hour is left out at
 * 2:00 of the second Sunday of March, and comes twice from 1:00 of the first Sunday of November. For a time in the hour
 * left out an hour later is taken; of two times the first, or with `isSecond` the second.
 */
export function momentOf(shown: number, { hours, hasSummer }: ClockZone, isSecond = false): Moment {
  const year = new Date(shown).getUTCFullYear();
  const spring = sunday(year, 2, 2) + 2 * hourMs;
  const autumn = sunday(year, 10, 1) + hourMs;
  const winter = shown + hours * hourMs;
  if (!hasSummer) return { at: winter, note: undefined };
  if (shown >= spring && shown < spring + hourMs) return { at: winter, note: "Skipped" };
  if (shown >= autumn && shown < autumn + hourMs)
    return { at: isSecond ? winter : winter - hourMs, note: "Doubled" };
  const isSummer = shown >= spring && shown < autumn;
  return { at: isSummer ? winter - hourMs : winter, note: undefined };
}

/** Midnight of the `nth` Sunday of a month (from 0). */
function sunday(year: number, month: number, nth: number): number {
  const first = new Date(Date.UTC(year, month, 1));
  return first.getTime() + ((7 - first.getUTCDay()) % 7) * dayMs + (nth - 1) * 7 * dayMs;
}
