import type { BarInterval } from "@tributary/contracts";
import { defaultGraphs, type GraphKind, graphKinds } from "./graph.ts";
import {
  type AdjustableKind,
  adjustableKinds,
  faultOf,
  isSame,
  type ParameterValues,
  readNumbers,
} from "./parameters/graph-parameters.ts";

/** Lengths of bars, the shortest first. */
export const intervals = ["1m", "5m", "1h", "1d", "1M", "1y"] as const satisfies readonly BarInterval[];

export const intervalNames: Readonly<Record<BarInterval, string>> = {
  "1m": "1 min",
  "5m": "5 min",
  "1h": "1 h",
  "1d": "1 day",
  "1M": "1 month",
  "1y": "1 year",
};

/** What of the Stocks page is in the address. */
export interface StocksAddress {
  /** Undefined: the first there is. */
  readonly symbol: string | undefined;
  /** Undefined: the one that its source tells. */
  readonly interval: BarInterval | undefined;
  readonly graphs: readonly GraphKind[];
  /** The bar at the right edge, ms since the epoch, where that is not the newest. */
  readonly at: number | undefined;
  /** Bars from edge to edge, where that was changed. */
  readonly bars: number | undefined;
  readonly isTable: boolean;
  readonly isVerified: boolean;
  /** What graphs are to be computed with, where that is told and can be. */
  readonly parameters: ParameterValues;
  /** Parameters that are told and cannot be, and why, in words. */
  readonly misfits: readonly string[];
}

const LONGEST_SYMBOL = 32;
const NONE = "none";
const [FEWEST_BARS, MOST_BARS] = [5, 5_000];

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readStocksAddress(query: URLSearchParams): StocksAddress {
  const symbol = (query.get("symbol") ?? "").trim();
  const asked = query.get("graphs")?.split(",") ?? [];
  const chosen = graphKinds.filter((kind) => asked.includes(kind));
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(query.get("at") ?? "")
    ? Date.parse(query.get("at") as string)
    : Number.NaN;
  const bars = /^\d{1,4}$/.test(query.get("bars") ?? "") ? Number(query.get("bars")) : 0;
  return {
    symbol: symbol !== "" && symbol.length <= LONGEST_SYMBOL ? symbol : undefined,
    interval: intervals.find((one) => one === query.get("interval")),
    graphs: chosen.length > 0 || asked.includes(NONE) ? chosen : defaultGraphs,
    at: Number.isNaN(at) ? undefined : at,
    bars: bars >= FEWEST_BARS && bars <= MOST_BARS ? bars : undefined,
    isTable: query.get("table") === "1",
    isVerified: query.get("verify") === "1",
    ...readParameters(query),
  };
}

/** `sma=50&bands=20,2.5` */
function readParameters(query: URLSearchParams): Pick<StocksAddress, "parameters" | "misfits"> {
  const parameters = new Map<AdjustableKind, readonly number[]>();
  const misfits: string[] = [];
  for (const kind of adjustableKinds) {
    const text = query.get(kind);
    if (text === null) continue;
    const values = readNumbers(text);
    const fault = faultOf(kind, values);
    if (fault === undefined) parameters.set(kind, values);
    else misfits.push(`${kind}=${shortened(text)} in the address cannot be: ${fault}`);
  }
  return { parameters, misfits };
}

function shortened(text: string): string {
  return text.length <= LONGEST_SYMBOL ? text : `${text.slice(0, LONGEST_SYMBOL)}…`;
}

/** The value to note of a graph's parameters; null where they are the service's. */
export function parametersNote(
  values: readonly number[],
  ofService: readonly number[] | undefined,
): string | null {
  return isSame(values, ofService) ? null : values.join();
}

/** The value to note of the graphs chosen; null where they are those one gets without. */
export function graphsNote(chosen: readonly GraphKind[]): string | null {
  if (chosen.length === 0) return NONE;
  const inOrder = graphKinds.filter((kind) => chosen.includes(kind));
  return inOrder.join() === defaultGraphs.join() ? null : inOrder.join();
}

/** `2020-02-28T14:30Z`: bars open at whole minutes. */
export function atNote(openTime: number | undefined): string | null {
  return openTime === undefined ? null : `${new Date(openTime).toISOString().slice(0, 16)}Z`;
}
