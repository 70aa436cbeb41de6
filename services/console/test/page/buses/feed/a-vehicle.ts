import type { Vehicle } from "../../../../page/buses/feed/vehicle.ts";

/** A vehicle with nothing reported that a feed may leave out. */
export function aVehicle(values: Partial<Vehicle> = {}): Vehicle {
  return {
    vehicleId: "op:1",
    line: "24",
    direction: "inbound",
    destination: null,
    latitude: 51.5,
    longitude: -0.12,
    bearingDegrees: null,
    speedMetersPerSecond: null,
    observedAt: 1_000,
    appendedAt: 1_100,
    nextStopId: null,
    delaySeconds: null,
    occupancy: null,
    ...values,
  };
}
