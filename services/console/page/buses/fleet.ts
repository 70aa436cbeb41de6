import { worldPoint } from "../map/world-point.ts";
import type { Frame } from "./feed/frame.ts";
import type { Vehicle } from "./feed/vehicle.ts";
import { VehicleStore } from "./feed/vehicle-store.ts";
import { type Fix, Motion } from "./motion/motion.ts";
import type { RoutePath } from "./motion/route-path.ts";

/** Finds the paths a vehicle of that line and direction may be on; none while they are not known. */
export type PathsOf = (line: string | null, direction: string | null) => readonly RoutePath[];

export interface Bus {
  readonly vehicle: Vehicle;
  readonly motion: Motion;
}

/** The vehicles of the subscription and where each is shown. Time is handed in, ms by the server's clock. */
export class Fleet {
  readonly #store = new VehicleStore();
  readonly #buses = new Map<string, Bus>();
  readonly #pathsOf: PathsOf;

  constructor(pathsOf: PathsOf) {
    this.#pathsOf = pathsOf;
  }

  get buses(): ReadonlyMap<string, Bus> {
    return this.#buses;
  }

  /** Newest `observedAt`, ms. */
  get newest(): number | undefined {
    return this.#store.newest;
  }

  apply(
    frame: Frame,
    now: number,
    belongs?: (vehicle: Vehicle) => boolean,
  ): { readonly taken: readonly Vehicle[]; readonly gone: readonly Vehicle[] } {
    const change = this.#store.apply(frame, belongs);
    for (const { vehicleId } of change.gone) this.#buses.delete(vehicleId);
    for (const vehicle of change.taken) {
      const paths = this.#pathsOf(vehicle.line, vehicle.direction);
      const motion = this.#buses.get(vehicle.vehicleId)?.motion;
      if (motion === undefined) {
        this.#buses.set(vehicle.vehicleId, { vehicle, motion: new Motion(fixOf(vehicle), paths, now) });
      } else {
        motion.take(fixOf(vehicle), paths);
        this.#buses.set(vehicle.vehicleId, { vehicle, motion });
      }
    }
    return change;
  }

  /** The paths of a line have become known. */
  reroute(line: string): void {
    for (const { vehicle, motion } of this.#buses.values()) {
      if (vehicle.line === line) motion.route(this.#pathsOf(line, vehicle.direction));
    }
  }

  advance(now: number, manner: "slide" | "step" | "jump"): void {
    for (const { motion } of this.#buses.values()) motion.advance(now, manner);
  }
}

function fixOf(vehicle: Vehicle): Fix {
  const { longitude, latitude, observedAt, speedMetersPerSecond, bearingDegrees } = vehicle;
  return {
    ...worldPoint(longitude, latitude),
    observedAt,
    speed: speedMetersPerSecond,
    bearing: bearingDegrees,
  };
}
