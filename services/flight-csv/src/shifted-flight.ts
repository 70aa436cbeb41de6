import type { Flight } from "@tributary/contracts";

const dayMs = 86_400_000;

/** The same flight whole days later or earlier; its weekday moves along, its times of the day stay. */
export function shiftedFlight(flight: Flight, shiftMs: number): Flight {
  const days = Math.round(shiftMs / dayMs);
  if (days === 0) return flight;
  const weekdays = ((days % 7) + 7) % 7;
  return {
    ...flight,
    scheduledDate: flight.scheduledDate + days,
    isoWeekday: ((flight.isoWeekday - 1 + weekdays) % 7) + 1,
  };
}
