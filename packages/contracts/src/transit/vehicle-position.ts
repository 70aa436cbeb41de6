import { decimal, type FieldCheck, instant, nullable, text, whole } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Fault, Topic } from "../topic.ts";
import { type VehiclePosition, vehiclePositionSchema } from "./vehicle-position.generated.ts";

const hours = 3_600_000;

/**
 * Positions of vehicles in public service, each as its vehicle reported it. Only what cannot be true is refused:
 * the words of `direction` and `occupancy` are open, or a new one would cost older readers whole positions, and
 * 150 m/s lets every train pass that runs.
 */
export const vehiclePosition: Topic<VehiclePosition> = {
  name: "transit.vehicle-position.v1",
  schema: vehiclePositionSchema,
  key: (position) => position.vehicleId,
  eventTime: (position) => position.observedAt,
  partitions: 6,
  cleanup: { policy: "delete", retentionMs: 24 * hours },
  fault: (position) => fieldFault(position) ?? withoutFix(position),
};

const fieldFault = firstFault<VehiclePosition>({
  vehicleId: operatorAndVehicle,
  line: nullable(text(32)),
  direction: nullable(text(32)),
  destination: nullable(text(200)),
  latitude: decimal({ from: -90, to: 90 }, "degrees"),
  longitude: decimal({ from: -180, to: 180 }, "degrees"),
  bearingDegrees: nullable(decimal({ from: 0, below: 360 }, "degrees")),
  speedMetersPerSecond: nullable(decimal({ from: 0, to: 150 }, "m/s")),
  observedAt: instant("2000-01-01", "2100-01-01"),
  nextStopId: nullable(text(64)),
  delaySeconds: nullable(whole({ from: -86_400, to: 86_400 }, "seconds")),
  occupancy: nullable(text(32)),
  sequence: nullable(whole({ from: 0, to: 2 ** 52 }, "reports")),
});

/** The key. Two operators number their vehicles alike, so neither part may be missing. */
function operatorAndVehicle(vehicleId: string): ReturnType<FieldCheck<string>> {
  const printable = text(128)(vehicleId);
  return printable ?? (/^[^:\s]+:\S(.*\S)?$/.test(vehicleId) ? undefined : "'operator:vehicle'");
}

/**
 * A receiver without a fix reports 0, 0. No vehicle in public service runs in the sea off Ghana where that is, so
 * refusing it costs nobody a true position; either coordinate alone may be 0: the prime meridian runs through London.
 */
function withoutFix({ latitude, longitude }: VehiclePosition): Fault | undefined {
  if (latitude !== 0 || longitude !== 0) return undefined;
  return { field: "latitude", given: 0, expected: "a fix: 0, 0 is what receivers send without one" };
}
