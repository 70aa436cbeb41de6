import { type Severity, severities } from "./severity.ts";
import { stateNames } from "./state-names.ts";
import { type StateOrder, stateOrders } from "./state-rows.ts";
import { type TimeWindow, usualWindow, windows } from "./time-window.ts";

/** By which the table of accidents is sorted; the first unless another is chosen. */
export const tableOrders = ["newest", "severity", "place"] as const;
export type TableOrder = (typeof tableOrders)[number];

/** What of the Accidents page is in the address, besides the map's place. */
export interface AccidentsAddress {
  readonly window: TimeWindow;
  /** Those shown, never none. */
  readonly severities: readonly Severity[];
  /** Two capitals; undefined for all. */
  readonly state: string | undefined;
  /** The accident whose record is read back. */
  readonly accident: string | undefined;
  /** The replay asked for; undefined follows the newest. */
  readonly replay: string | undefined;
  readonly stateOrder: StateOrder;
  readonly tableOrder: TableOrder;
  readonly isTable: boolean;
  /** Whether the hours of the week are shown as numbers. */
  readonly isHoursTable: boolean;
}

const LONGEST_NAME = 64;

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readAccidentsAddress(query: URLSearchParams): AccidentsAddress {
  const asked = (query.get("severity") ?? "").split(",");
  const chosen = severities.filter((severity) => asked.includes(String(severity)));
  const state = (query.get("state") ?? "").toUpperCase();
  const window = query.get("window");
  return {
    window: windows.find((one) => one === window) ?? usualWindow,
    severities: chosen.length === 0 ? severities : chosen,
    state: state in stateNames ? state : undefined,
    accident: nameIn(query, "accident"),
    replay: nameIn(query, "replay"),
    stateOrder: stateOrders.find((one) => one === query.get("states")) ?? stateOrders[0],
    tableOrder: tableOrders.find((one) => one === query.get("order")) ?? tableOrders[0],
    isTable: query.get("table") === "1",
    isHoursTable: query.get("hours") === "table",
  };
}

/** What to note of chosen severities: null for all of them, and for none. */
export function severityNote(chosen: readonly Severity[]): string | null {
  const known = severities.filter((severity) => chosen.includes(severity));
  return known.length === 0 || known.length === severities.length ? null : known.join(",");
}

function nameIn(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name) ?? "";
  return text !== "" && text.length <= LONGEST_NAME ? text : undefined;
}
