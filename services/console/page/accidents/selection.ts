import type { AccidentsAddress } from "./accidents-address.ts";
import type { Accident } from "./feed/accident.ts";
import { lengthOf } from "./time-window.ts";

/** What of the held accidents is looked at. */
export interface Selection {
  /** End of the window: when the newest accident of the replay began, ms. */
  readonly until: number;
  /** Its beginning, ms; not itself within. */
  readonly since: number;
  /** The oldest accident held of that replay, ms: the feed may hold less than the window. */
  readonly oldest: number;
  readonly includes: (accident: Accident) => boolean;
}

/** @returns undefined while no accident of the replay is held */
export function selectionOf(
  accidents: Iterable<Accident>,
  replay: string | undefined,
  { window, severities, state }: Pick<AccidentsAddress, "window" | "severities" | "state">,
): Selection | undefined {
  let [until, oldest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const accident of accidents) {
    if (accident.replay !== replay) continue;
    until = Math.max(until, accident.startedAt);
    oldest = Math.min(oldest, accident.startedAt);
  }
  if (until < oldest) return undefined;
  const since = until - lengthOf(window);
  const isChosen = [1, 2, 3, 4].map((severity) => (severities as readonly number[]).includes(severity));
  return {
    until,
    since,
    oldest,
    includes: (accident) =>
      accident.startedAt > since &&
      accident.replay === replay &&
      (state === undefined || accident.state === state) &&
      isChosen[accident.severityLevel - 1] === true,
  };
}

/** The newest of the chosen, at most so many; of one instant by their ids. */
export function newestOf(
  accidents: Iterable<Accident>,
  selection: Selection | undefined,
  most: number,
): readonly Accident[] {
  if (selection === undefined) return [];
  let kept: Accident[] = [];
  let floor = Number.NEGATIVE_INFINITY;
  for (const accident of accidents) {
    if (accident.startedAt < floor || !selection.includes(accident)) continue;
    kept.push(accident);
    // Sorting now and then, not at each one: the list is cut in a fraction of a full sort's time.
    if (kept.length < most * 4) continue;
    kept = kept.sort(newestFirst).slice(0, most);
    floor = kept.at(-1)?.startedAt ?? floor;
  }
  return kept.sort(newestFirst).slice(0, most);
}

export function newestFirst(a: Accident, b: Accident): number {
  return b.startedAt - a.startedAt || (a.accidentId < b.accidentId ? -1 : 1);
}
