import type { AirlineDayCount } from "@tributary/contracts";

/** Sums of counts, and shares of them. A share or mean of nothing is null. */
export interface Total {
  /** Scheduled flights: flown, diverted and cancelled. */
  readonly flights: number;
  readonly cancelled: number;
  readonly diverted: number;
  readonly departedLate: number;
  readonly arrivedLate: number;
  readonly departed: number;
  readonly arrived: number;
  readonly departureDelayMinutes: number;
  readonly arrivalDelayMinutes: number;
  /** Flights that arrived less than 15 min late, of 100 scheduled ones (US DOT, 14 CFR 234.2). */
  readonly onTimeOfScheduledPercent: number | null;
  /** … of 100 that arrived. */
  readonly onTimeOfCompletedPercent: number | null;
  readonly cancelledOfScheduledPercent: number | null;
  readonly divertedOfScheduledPercent: number | null;
  /** Of the flights whose delay is known; early ones count as negative. */
  readonly meanDepartureDelayMinutes: number | null;
  readonly meanArrivalDelayMinutes: number | null;
}

export function totalOf(counts: Iterable<AirlineDayCount>): Total {
  const sum = {
    flights: 0,
    cancelled: 0,
    diverted: 0,
    departedLate: 0,
    arrivedLate: 0,
    departed: 0,
    arrived: 0,
    departureDelayMinutes: 0,
    arrivalDelayMinutes: 0,
  };
  for (const count of counts) {
    sum.flights += count.flightCount;
    sum.cancelled += count.cancelledCount;
    sum.diverted += count.divertedCount;
    sum.departedLate += count.departedLateCount;
    sum.arrivedLate += count.arrivedLateCount;
    sum.departed += count.departedCount;
    sum.arrived += count.arrivedCount;
    sum.departureDelayMinutes += count.departureDelayTotalMinutes;
    sum.arrivalDelayMinutes += count.arrivalDelayTotalMinutes;
  }
  const { flights, cancelled, diverted, departed, arrived, arrivedLate } = sum;
  return {
    ...sum,
    onTimeOfScheduledPercent: percent(arrived - arrivedLate, flights),
    onTimeOfCompletedPercent: percent(arrived - arrivedLate, arrived),
    cancelledOfScheduledPercent: percent(cancelled, flights),
    divertedOfScheduledPercent: percent(diverted, flights),
    meanDepartureDelayMinutes: ratio(sum.departureDelayMinutes, departed),
    meanArrivalDelayMinutes: ratio(sum.arrivalDelayMinutes, arrived),
  };
}

/** 1 Monday to 7 Sunday, of days since 1970-01-01, which was a Thursday. */
export function isoWeekday(day: number): number {
  return ((day + 3) % 7) + 1;
}

const percent = (part: number, whole: number) => ratio(100 * part, whole);
const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
