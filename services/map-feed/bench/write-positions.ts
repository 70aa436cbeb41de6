import type { VehiclePosition } from "@tributary/contracts";
import type { TopicWriter } from "@tributary/testing";
import { london } from "./crowd.ts";

const sliceMs = 20;

/** Every vehicle reports once a second, evenly spread over the second, until `signal` aborts. */
export async function writePositions(
  writer: TopicWriter<VehiclePosition>,
  vehicles: number,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  let written = 0;
  while (!signal.aborted) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * vehicles);
    const fixes = Array.from({ length: due - written }, (_, index) => position((written + index) % vehicles));
    written = due;
    await writer.write(...fixes);
    await new Promise((resolve) => setTimeout(resolve, sliceMs));
  }
}

/** A circle of 300 m a minute around the vehicle's own place in London. */
function position(number: number): VehiclePosition {
  const now = Date.now();
  const angle = (now / 60_000) * 2 * Math.PI + number;
  return {
    vehicleId: `BENCH:${number}`,
    line: String(number % 600),
    direction: "inbound",
    destination: "Trafalgar Square",
    latitude:
      london.south + ((number * 0.754_878) % 1) * (london.north - london.south) + Math.sin(angle) * 0.0027,
    longitude:
      london.west + ((number * 0.618_034) % 1) * (london.east - london.west) + Math.cos(angle) * 0.0043,
    bearingDegrees: ((((angle * 180) / Math.PI) % 360) + 360) % 360,
    speedMetersPerSecond: 8.25,
    observedAt: now,
    nextStopId: "490000045D",
    delaySeconds: 12,
    occupancy: null,
    sequence: null,
  };
}
