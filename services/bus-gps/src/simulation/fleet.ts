import type { Network } from "@tributary/bus-network";
import { chance, textKey } from "./chance.ts";
import { type LinePlan, linePlan } from "./line-plan.ts";
import { cycleSeconds, servicesOf } from "./service-level.ts";
import type { Vehicle } from "./vehicle.ts";

/** Of no real operator: whoever sees the id can tell a simulated bus. */
export const operator = "TFLS";

/**
 * All vehicles of the lines, the same for the same seed.
 * @param lines unknown ones have no vehicles
 */
export function fleetOf(network: Network, lines: readonly string[], seed: number): readonly Vehicle[] {
  return lines.flatMap((line) => {
    const plan = linePlan(network, line);
    return plan === undefined ? [] : vehiclesOf(plan, seed);
  });
}

function vehiclesOf(plan: LinePlan, seed: number): readonly Vehicle[] {
  const vehicles: Vehicle[] = [];
  for (const { windows, vehicles: count } of servicesOf(plan)) {
    for (let index = 0; index < count; index++) {
      const vehicleId = `${operator}:${plan.line}-${String(vehicles.length + 1).padStart(4, "0")}`;
      const key = Math.floor(chance(seed, textKey(vehicleId)) * 2 ** 32) | 0;
      vehicles.push({ vehicleId, key, plan, windows, ...beginning(plan, index, count) });
    }
  }
  return vehicles;
}

/** Evenly spread: the first bus from one end, the second from the other, until the line is full after half a cycle. */
function beginning(plan: LinePlan, index: number, count: number): { offset: number; first: number } {
  const ends = plan.ways.length;
  const offset = (cycleSeconds(plan, 0.5) * Math.floor(index / ends)) / Math.max(1, count);
  return { offset, first: index % ends };
}
