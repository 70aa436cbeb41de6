import { type AirlineDayCount, airlineDayCount, dayText } from "@tributary/contracts";
import { type ViewEntry, view } from "@tributary/runtime";

/** Of a count what is told of it, in the order of the stream's columns; `/counts` and its CSV tell all but the replay. */
export const countColumns = {
  replay: ({ value }) => value.replay,
  airline: ({ value }) => value.airline,
  date: ({ value }) => dayText(value.scheduledDate),
  flights: ({ value }) => value.flightCount,
  cancelled: ({ value }) => value.cancelledCount,
  diverted: ({ value }) => value.divertedCount,
  departedLate: ({ value }) => value.departedLateCount,
  arrivedLate: ({ value }) => value.arrivedLateCount,
  departed: ({ value }) => value.departedCount,
  arrived: ({ value }) => value.arrivedCount,
  departureDelayMinutes: ({ value }) => value.departureDelayTotalMinutes,
  arrivalDelayMinutes: ({ value }) => value.arrivalDelayTotalMinutes,
} satisfies Record<string, (entry: ViewEntry<AirlineDayCount>) => string | number>;

/** Every count there is, to be followed by replay, or by replay and airline. */
export const countView = view(airlineDayCount, {
  channels: ({ replay, airline }) => [countChannel(replay), countChannel(replay, airline)],
  columns: countColumns,
});

/** The channel of a replay, or of one airline in it. */
export function countChannel(replay: string, airline?: string): string {
  return airline === undefined ? `replay:${replay}` : `replay:${replay}|${airline}`;
}
