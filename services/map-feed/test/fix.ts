import type { VehiclePosition } from "@tributary/contracts";

/** A fix of a bus of line 24 at Charing Cross; the test says what matters to it. */
export function fix(given: Partial<VehiclePosition> = {}): VehiclePosition {
  return {
    vehicleId: "TFLS:24-1",
    line: "24",
    direction: "inbound",
    destination: "Pimlico",
    latitude: 51.5074,
    longitude: -0.1278,
    bearingDegrees: 180,
    speedMetersPerSecond: 6.5,
    observedAt: 1_000_000_000_000,
    nextStopId: "490000045D",
    delaySeconds: -30,
    occupancy: null,
    sequence: 7,
    ...given,
  };
}
