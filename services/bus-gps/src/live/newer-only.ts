/** More vehicles than England has buses; beyond it the one not heard of for longest is forgotten. */
const mostVehicles = 100_000;
/** Clocks of vehicles may be ahead by so much. */
const mostAheadMs = 60_000;

/**
 * Tells whether a vehicle's fix is newer than its last. A feed says the same until the vehicle reports again,
 * and two servers behind one address say it in turns, so "not the same" would not be enough. A fix dated next
 * year, though, has no say in what comes after it: else one slip of a clock would silence the vehicle until then.
 * @param now wall clock, epoch milliseconds
 */
export function newerOnly(
  now: () => number,
  limit: number = mostVehicles,
): (vehicleId: string, observedAt: number) => boolean {
  const last = new Map<string, number>();
  return (vehicleId, observedAt) => {
    const known = last.get(vehicleId);
    const isNewer =
      known === undefined || observedAt > known || (known > now() + mostAheadMs && observedAt !== known);
    // Put back in at the end: a Map keeps its order of entry.
    last.delete(vehicleId);
    last.set(vehicleId, isNewer ? observedAt : known);
    if (last.size > limit) last.delete(last.keys().next().value as string);
    return isNewer;
  };
}
