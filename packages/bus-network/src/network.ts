import { runsOf } from "./line-runs.ts";
import type { Run } from "./run.ts";
import { readTables, type SourceTables } from "./source-tables.ts";

/** London's bus lines and how each is driven. */
export interface Network {
  /** Lines with at least one run, in the order people count: 1, 2, 10, 11, …, N1. */
  readonly lines: readonly string[];
  /** All runs of a line, its main one of each direction first; none for a line unknown. */
  runs(line: string): readonly Run[];
}

/** TfL's condition for using its data; show it wherever the network is shown. */
export const attribution =
  "Powered by TfL Open Data. Contains OS data © Crown copyright and database rights 2016 and Geomni UK Map data © and database rights [2019]";

/** Boats (RB), and buses that stand in for rail (RT), the Underground (UL) and trams (T1–T4): no lines of a bus map. */
const notABusLine = /^(RB|RT|UL|T[1-4]$)/;

let loaded: Network | undefined;

/** The network of this package's data folder. The files are read at the first call, a line's runs when first asked for. */
export function loadNetwork(): Network {
  loaded ??= networkOf(readTables());
  return loaded;
}

/** @param tables must not change afterwards: runs are worked out when asked for, and kept */
export function networkOf(tables: SourceTables): Network {
  const natural = new Intl.Collator("en", { numeric: true });
  const lines = [...tables.calls]
    .filter(([line, runs]) => !notABusLine.test(line) && [...runs.values()].some((stops) => stops.length > 1))
    .map(([line]) => line)
    .sort(natural.compare);
  const known = new Set(lines);
  const kept = new Map<string, readonly Run[]>();
  return {
    lines,
    runs(line) {
      if (!known.has(line)) return [];
      const runs = kept.get(line) ?? runsOf(line, tables);
      kept.set(line, runs);
      return runs;
    },
  };
}
