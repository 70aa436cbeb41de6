import type { Sums } from "./count-table.ts";

export const measures = ["flights", "cancelled", "diverted", "on-time", "late"] as const;
/** What is shown of the counts. */
export type Measure = (typeof measures)[number];

export const denominators = ["scheduled", "completed"] as const;
/** What the share of flights on time is a share of. */
export type Denominator = (typeof denominators)[number];

export const measureNames: Readonly<Record<Measure, string>> = {
  flights: "Flights",
  cancelled: "Cancelled",
  diverted: "Diverted",
  "on-time": "On time",
  late: "Late",
};

/** What a number of the measure counts, its denominator named. */
export function unitOf(measure: Measure, of: Denominator): string {
  if (measure === "on-time") return `% of ${of} flights on time`;
  return {
    flights: "scheduled flights",
    cancelled: "flights cancelled",
    diverted: "flights diverted",
    late: "flights arrived 15 min late or later",
  }[measure];
}

/** A count; or a share in percent, null where there is nothing to be a share of. */
export function measured(measure: Measure, sums: Sums, of: Denominator): number | null {
  if (measure === "on-time") return onTimePercent(sums, of);
  if (measure === "late") return sums.arrivedLate;
  return sums[measure];
}

/**
 * Flights that arrived less than 15 min after schedule, in percent: of the scheduled ones, as the US Department of
 * Transportation reports it (Air Travel Consumer Report), or of those that arrived where they were to. One whose arrival
 * is not known was not on time.
 */
export function onTimePercent(sums: Sums, of: Denominator): number | null {
  const onTime = sums.arrived - sums.arrivedLate;
  const all = of === "scheduled" ? sums.flights : sums.arrived;
  return all === 0 ? null : (100 * onTime) / all;
}

/** Whether numbers of several airlines may be added up. */
export function isAdditive(measure: Measure): boolean {
  return measure !== "on-time";
}
