import type { TableOrder } from "./accidents-address.ts";
import type { Accident } from "./feed/accident.ts";
import { newestFirst, newestOf, type Selection } from "./selection.ts";

/** The first rows of the table in an order, and how many accidents there are. */
export function inTableOrder(
  accidents: Iterable<Accident>,
  selection: Selection | undefined,
  order: TableOrder,
  most: number,
): { readonly rows: readonly Accident[]; readonly all: number } {
  if (selection === undefined) return { rows: [], all: 0 };
  const chosen: Accident[] = [];
  for (const accident of accidents) if (selection.includes(accident)) chosen.push(accident);
  if (order === "newest") return { rows: newestOf(chosen, selection, most), all: chosen.length };
  const compare = order === "severity" ? severestFirst : byPlace;
  return { rows: chosen.sort(compare).slice(0, most), all: chosen.length };
}

function severestFirst(a: Accident, b: Accident): number {
  return b.severityLevel - a.severityLevel || newestFirst(a, b);
}

function byPlace(a: Accident, b: Accident): number {
  return compareTexts(a.state, b.state) || compareTexts(a.city ?? "", b.city ?? "") || newestFirst(a, b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
