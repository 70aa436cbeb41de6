import { type Severity, severities } from "./severity.ts";

/** `GET /totals` of accident-feed: a whole replay, or of `hours` one state of it. */
export interface Totals {
  readonly replay: string;
  readonly accidents: number;
  readonly states: readonly StateTotals[];
  /** For severity 1 to 4: a number for each of the 168 hours of the local week, from Monday 00:00. */
  readonly hours: readonly (readonly number[])[];
}

export interface StateTotals {
  readonly state: string;
  /** Of severity 1 to 4. */
  readonly severities: readonly number[];
}

const HOURS_OF_WEEK = 168;

/** Accidents of the chosen severities by hour of the week. */
export function weekHours(totals: Totals, chosen: readonly Severity[]): readonly number[] {
  return Array.from({ length: HOURS_OF_WEEK }, (_, hour) =>
    chosen.reduce((sum, severity) => sum + (totals.hours[severity - 1]?.[hour] ?? 0), 0),
  );
}

/** Accidents by severity, 1 to 4, of all states or of one. */
export function bySeverity(totals: Totals, state: string | undefined): readonly number[] {
  const states = totals.states.filter((one) => state === undefined || one.state === state);
  return severities.map((severity) =>
    states.reduce((sum, one) => sum + (one.severities[severity - 1] ?? 0), 0),
  );
}
