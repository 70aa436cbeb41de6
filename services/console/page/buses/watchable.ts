import { position } from "../map/world-point.ts";
import { address } from "../shell/address.ts";
import { watchable } from "../shell/watchable.ts";
import type { BusesModel } from "./buses-model.ts";
import type { BusMap } from "./map/bus-map.ts";

/** A read-only look inside the Buses page; what it answers are copies. */
export interface Watch {
  readonly state: () => string;
  /** Every vehicle held: its last fix, and where it is shown. */
  readonly buses: () => readonly WatchedBus[];
  /** Ids of those drawn in view with their place on the map, CSS pixels. */
  readonly drawn: () => readonly { readonly vehicleId: string; readonly x: number; readonly y: number }[];
  /** Frames of the last second, the longest pause between two of them and the middle time spent on a picture, ms. */
  readonly frames: () => { readonly fps: number; readonly longest: number; readonly work: number };
  readonly address: () => string;
}

export interface WatchedBus {
  readonly vehicleId: string;
  readonly line: string | null;
  readonly observedAt: number;
  readonly shown: { readonly longitude: number; readonly latitude: number };
  /** Metres along its path; null while it is on none. */
  readonly along: number | null;
}

/** @returns takes the look away again */
export function watchBuses(model: BusesModel, map: BusMap): () => void {
  const look: Watch = {
    state: () => model.state.value.kind,
    buses: () =>
      [...model.fleet.buses.values()].map(({ vehicle: { vehicleId, line, observedAt }, motion }) => ({
        vehicleId,
        line,
        observedAt,
        shown: position(motion),
        along: motion.path === undefined ? null : motion.shown,
      })),
    drawn: () => map.drawn.map(({ bus, x, y }) => ({ vehicleId: bus.vehicle.vehicleId, x, y })),
    frames: () => ({ fps: map.rate.fps, longest: map.rate.longest, work: map.rate.work }),
    address: () => `${address.value.path}?${address.value.query}`,
  };
  return watchable(look);
}
