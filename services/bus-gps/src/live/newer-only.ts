/** More vehicles than England has buses; beyond it the one not heard of for longest is forgotten. */
const mostVehicles = 100_000;

/**
 * Tells whether a vehicle's fix is newer than its last. A feed says the same until the vehicle reports again,
 * and two servers behind one address say it in turns, so "not the same" would not be enough.
 */
export function newerOnly(limit: number = mostVehicles): (vehicleId: string, observedAt: number) => boolean {
  const last = new Map<string, number>();
  return (vehicleId, observedAt) => {
    const known = last.get(vehicleId);
    // Put back in at the end: a Map keeps its order of entry.
    last.delete(vehicleId);
    last.set(vehicleId, Math.max(observedAt, known ?? observedAt));
    if (last.size > limit) last.delete(last.keys().next().value as string);
    return known === undefined || observedAt > known;
  };
}
