import { loadNetwork, pointAt, type Run } from "@tributary/bus-network";

export interface FakeVehicle {
  readonly vehicleId: string;
  readonly line: string;
  readonly direction: string;
  readonly destination: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly bearingDegrees: number;
  readonly speedMetersPerSecond: number;
  readonly observedAt: number;
  readonly appendedAt: number;
  readonly nextStopId: string | null;
  readonly delaySeconds: number | null;
  readonly occupancy: string | null;
}

export interface FleetOptions {
  readonly lines: readonly string[];
  readonly vehicles: number;
  /** Time between two fixes of one vehicle, ms. */
  readonly everyMs: number;
}

/** Buses that go to and fro at 4 to 10 m/s, as a pure function of the clock: for the page's tests only. */
export function fakeFleet({ lines, vehicles, everyMs }: FleetOptions) {
  const network = loadNetwork();
  const runs = lines.flatMap((line) => [...network.runs(line)].slice(0, 2));
  return (now: number): FakeVehicle[] =>
    Array.from({ length: vehicles }, (_, index) => {
      const run = runs[index % runs.length] as Run;
      const phase = (index * 7919) % everyMs;
      const observedAt = Math.floor((now - phase) / everyMs) * everyMs + phase;
      return vehicleAt(run, index, observedAt, everyMs);
    });
}

/** Place and speed come from one formula: meters = mean · t + swing · sin(t / 20). */
function vehicleAt(run: Run, index: number, observedAt: number, everyMs: number): FakeVehicle {
  const seconds = (observedAt % 86_400_000) / 1000 + index * 311;
  const mean = 6 + (index % 5) * 0.5;
  const meters = (mean * seconds + 40 * Math.sin(seconds / 20)) % run.path.length;
  const place = pointAt(run.path, meters);
  const next = run.calls.find((call) => call.meters > meters);
  return {
    vehicleId: `fake:${index}`,
    line: run.line,
    direction: run.direction,
    destination: run.destination,
    latitude: place.latitude,
    longitude: place.longitude,
    bearingDegrees: place.bearingDegrees,
    speedMetersPerSecond: mean + 2 * Math.cos(seconds / 20),
    observedAt,
    appendedAt: observedAt + Math.min(200, everyMs / 2),
    nextStopId: next?.stopId ?? null,
    delaySeconds: index % 7 === 0 ? null : (index % 11) * 30 - 60,
    occupancy: (["manySeatsAvailable", "fewSeatsAvailable", null] as const)[index % 3] ?? null,
  };
}
