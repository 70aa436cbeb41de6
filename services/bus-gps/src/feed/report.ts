import type { VehiclePosition } from "@tributary/contracts";
import type { VehicleState } from "../simulation/motion.ts";
import type { Vehicle } from "../simulation/vehicle.ts";
import { gpsNoise } from "./gps-noise.ts";

/** The contract's end of what a vehicle can do; faster buses exist only with a high BUS_SPEED. */
const fastest = 60;

/** What the receiver adds to the truth, and how much faster than the clock the fleet lives. */
export interface Receiver {
  readonly jitterMeters: number;
  readonly speed: number;
}

/** A fix as the vehicle sends it. @param observedAt real time, epoch milliseconds */
export function reportOf(
  vehicle: Vehicle,
  state: VehicleState,
  observedAt: number,
  sequence: number,
  { jitterMeters, speed }: Receiver,
): VehiclePosition {
  const north = gpsNoise(vehicle.key, 1, observedAt, jitterMeters) / 111_300;
  const east = gpsNoise(vehicle.key, 0, observedAt, jitterMeters) / 111_300;
  const apparent = state.speed * speed;
  return {
    vehicleId: vehicle.vehicleId,
    line: vehicle.plan.line,
    direction: state.direction,
    destination: state.destination,
    latitude: rounded(state.latitude + north, 6),
    longitude: rounded(state.longitude + east / Math.cos((state.latitude * Math.PI) / 180), 6),
    bearingDegrees: rounded(state.bearingDegrees, 1) % 360,
    speedMetersPerSecond: apparent > fastest ? null : rounded(apparent, 2),
    observedAt,
    nextStopId: state.nextStopId,
    delaySeconds: Math.round(state.delaySeconds),
    occupancy: state.occupancy,
    sequence,
  };
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
