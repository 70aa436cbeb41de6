import type { Frame } from "./frame.ts";
import type { Vehicle } from "./vehicle.ts";

/** What a frame changed. */
export interface Change {
  readonly taken: readonly Vehicle[];
  readonly gone: readonly Vehicle[];
}

/** The newest fix of every vehicle of the subscription. A fix older than the one held is not taken. */
export class VehicleStore {
  readonly #vehicles = new Map<string, Vehicle>();
  #newest = Number.NEGATIVE_INFINITY;

  get vehicles(): ReadonlyMap<string, Vehicle> {
    return this.#vehicles;
  }

  /** Newest `observedAt` of all held; undefined when there is none. */
  get newest(): number | undefined {
    return this.#vehicles.size === 0 ? undefined : this.#newest;
  }

  /**
   * `belongs` says whether a vehicle is of the subscription: the delta of a line also tells of a vehicle that has just
   * left that line, and nobody will tell of it again.
   */
  apply(frame: Frame, belongs: (vehicle: Vehicle) => boolean = () => true): Change {
    if (frame.kind === "remove") return { taken: [], gone: frame.keys.flatMap((key) => this.#drop(key)) };
    if (frame.kind === "reconnect") return { taken: [], gone: [] };
    const told = frame.vehicles.filter((vehicle) => this.#take(vehicle));
    const left = told
      .filter((vehicle) => !belongs(vehicle))
      .flatMap(({ vehicleId }) => this.#drop(vehicleId));
    const taken = told.filter(belongs);
    if (frame.kind === "delta") return { taken, gone: left };
    const whole = new Set(frame.vehicles.map(({ vehicleId }) => vehicleId));
    const gone = [...this.#vehicles.keys()].filter((key) => !whole.has(key));
    return { taken, gone: [...left, ...gone.flatMap((key) => this.#drop(key))] };
  }

  #take(vehicle: Vehicle): boolean {
    const held = this.#vehicles.get(vehicle.vehicleId);
    if (held !== undefined && held.observedAt >= vehicle.observedAt) return false;
    this.#vehicles.set(vehicle.vehicleId, vehicle);
    this.#newest = Math.max(this.#newest, vehicle.observedAt);
    return true;
  }

  #drop(key: string): Vehicle[] {
    const vehicle = this.#vehicles.get(key);
    this.#vehicles.delete(key);
    if (this.#vehicles.size === 0) this.#newest = Number.NEGATIVE_INFINITY;
    return vehicle === undefined ? [] : [vehicle];
  }
}
