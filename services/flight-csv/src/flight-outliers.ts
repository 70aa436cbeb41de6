import type { Flight } from "@tributary/contracts";
import { isOutside } from "@tributary/csv-replay";
import { airlines2015 } from "./generator/published-figures.ts";

/** The airlines of the 2015 file; another code is counted like any, and marked. */
const knownAirlines = new Set<string>(airlines2015);

/**
 * Which fields of a flight are far from usual: their names with commas between, or null. The limits are round numbers just outside of
 * what the 5.8 million flights of 2015 had; delays beyond a day and taxiing beyond the three hours of the US tarmac rule
 * (14 CFR 259.4) did occur, but rarely. README.md has the table.
 */
export function outlierNames(flight: Flight): string | null {
  let names = "";
  if (!knownAirlines.has(flight.airline)) names += ",airline";
  // 1970-01-01, day 0, was a Thursday, 4.
  if (flight.isoWeekday !== ((flight.scheduledDate + 3) % 7) + 1) names += ",isoWeekday";
  if (isOutside(flight.departureDelayMinutes, -90, 1_440)) names += ",departureDelayMinutes";
  if (isOutside(flight.taxiOutMinutes, 1, 180)) names += ",taxiOutMinutes";
  if (isOutside(flight.scheduledTimeMinutes, 10, 780)) names += ",scheduledTimeMinutes";
  if (isOutside(flight.elapsedTimeMinutes, 10, 840)) names += ",elapsedTimeMinutes";
  if (isOutside(flight.airTimeMinutes, 5, 720)) names += ",airTimeMinutes";
  if (isOutside(flight.distanceMiles, 20, 5_000)) names += ",distanceMiles";
  if (isOutside(flight.taxiInMinutes, 1, 180)) names += ",taxiInMinutes";
  if (isOutside(flight.arrivalDelayMinutes, -90, 1_440) || isArrivalOdd(flight))
    names += ",arrivalDelayMinutes";
  if (flight.cancelled && flight.diverted) names += ",diverted";
  if (isReasonOdd(flight)) names += ",cancellationReason";
  if (isOutside(flight.airSystemDelayMinutes, 0, 1_440)) names += ",airSystemDelayMinutes";
  if (isOutside(flight.securityDelayMinutes, 0, 1_440)) names += ",securityDelayMinutes";
  if (isOutside(flight.airlineDelayMinutes, 0, 1_440)) names += ",airlineDelayMinutes";
  if (isOutside(flight.lateAircraftDelayMinutes, 0, 1_440)) names += ",lateAircraftDelayMinutes";
  if (isOutside(flight.weatherDelayMinutes, 0, 1_440)) names += ",weatherDelayMinutes";
  return names === "" ? null : names.slice(1);
}

/** An arrival delay is of a flight that has arrived where it was to, and each of those has one. */
function isArrivalOdd({ arrivalDelayMinutes, cancelled, diverted }: Flight): boolean {
  return (arrivalDelayMinutes === null) !== (cancelled || diverted);
}

function isReasonOdd({ cancellationReason: reason, cancelled }: Flight): boolean {
  if (reason === null) return cancelled;
  return !cancelled || (reason !== "A" && reason !== "B" && reason !== "C" && reason !== "D");
}
