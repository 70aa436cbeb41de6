/** GTFS-Realtime's OccupancyStatus, as the contract spells it. */
const levels = [
  "empty",
  "manySeatsAvailable",
  "fewSeatsAvailable",
  "standingRoomOnly",
  "crushedStandingRoomOnly",
] as const;
/** A bus is fuller than the first number: one level up. */
const steps = [0.06, 0.45, 0.72, 0.93] as const;

export type Occupancy = (typeof levels)[number];

/**
 * How full a bus looks: fuller in the rush hours, in the centre, and half-way of a run; empty at its end.
 * @param crowd `traffic` of the hour: passengers come when the cars do
 * @param share of the run behind it, 0 to 1
 * @param luck 0 to 1, of this journey
 */
export function occupancy(crowd: number, centrality: number, share: number, luck: number): Occupancy {
  const middle = 4 * share * (1 - share);
  const full = crowd * (0.3 + 0.7 * middle) * (0.35 + 0.2 * centrality) * (0.5 + luck);
  return levels[steps.filter((step) => full > step).length] as Occupancy;
}
