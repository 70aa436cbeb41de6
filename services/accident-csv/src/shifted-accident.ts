import type { Accident } from "@tributary/contracts";

const dayOfLocal = 10;

/**
 * The same accident `shiftMs` later or earlier, whole days, as another accident: its id gets `+<seconds>s` behind. Local times keep
 * their hours: what a change of the clocks lies between is an hour off its zone.
 */
export function shiftedAccident(accident: Accident, shiftMs: number): Accident {
  if (shiftMs === 0) return accident;
  const { accidentId, startedAt, endedAt, startedLocal, weatherObservedAt } = accident;
  const day = new Date(Date.parse(startedLocal.slice(0, dayOfLocal)) + shiftMs).toISOString();
  return {
    ...accident,
    accidentId: `${accidentId}${shiftMs < 0 ? "-" : "+"}${Math.abs(shiftMs) / 1_000}s`,
    startedAt: startedAt + shiftMs,
    endedAt: endedAt === null ? null : endedAt + shiftMs,
    startedLocal: day.slice(0, dayOfLocal) + startedLocal.slice(dayOfLocal),
    weatherObservedAt: weatherObservedAt === null ? null : weatherObservedAt + shiftMs,
  };
}
