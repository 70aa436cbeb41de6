import { type Severity, severities } from "./severity.ts";
import { stateName } from "./state-names.ts";
import type { StateTotals } from "./totals.ts";

/** By which the list of states is sorted; the first unless another is chosen. */
export const stateOrders = ["accidents", "severe", "name"] as const;
export type StateOrder = (typeof stateOrders)[number];

/** A state in the list: numbers of the chosen severities. */
export interface StateRow {
  readonly state: string;
  readonly name: string;
  readonly accidents: number;
  /** Of all chosen accidents, 0 to 1; null while there is none. */
  readonly share: number | null;
  /** Severity 3 and 4 among all severities of this state, 0 to 1, whatever is chosen. */
  readonly severe: number | null;
}

/** The states that have any accident of the chosen severities. */
export function stateRows(
  states: readonly StateTotals[],
  chosen: readonly Severity[],
  order: StateOrder,
): readonly StateRow[] {
  const all = states.reduce((sum, one) => sum + sumOf(one, chosen), 0);
  const rows = states.flatMap((one) => {
    const accidents = sumOf(one, chosen);
    const ofState = sumOf(one, severities);
    if (accidents === 0) return [];
    return {
      state: one.state,
      name: stateName(one.state),
      accidents,
      share: accidents / all,
      severe: ofState === 0 ? null : sumOf(one, [3, 4]) / ofState,
    };
  });
  return rows.sort((a, b) => rank(order, a, b) || (a.name < b.name ? -1 : 1));
}

function rank(order: StateOrder, a: StateRow, b: StateRow): number {
  if (order === "accidents") return b.accidents - a.accidents;
  return order === "severe" ? (b.severe ?? -1) - (a.severe ?? -1) : 0;
}

function sumOf({ severities: counts }: StateTotals, chosen: readonly Severity[]): number {
  return chosen.reduce((sum, severity) => sum + (counts[severity - 1] ?? 0), 0);
}
