import { dayOf } from "../shell/day.ts";
import { defaultAirlines } from "./airlines.ts";
import { type Denominator, denominators, type Measure, measures } from "./counts/measure.ts";
import { type View, views } from "./counts/picture.ts";

/** What of the Flights page is in the address. */
export interface FlightsAddress {
  readonly airlines: readonly string[];
  /** The replay asked for; undefined follows the newest. */
  readonly replay: string | undefined;
  readonly measure: Measure;
  readonly of: Denominator;
  readonly view: View;
  /** First and last day seen, days since 1970; undefined for all. */
  readonly range: readonly [from: number, to: number] | undefined;
  /** The airline whose calendar is shown, if one was chosen for that. */
  readonly airline: string | undefined;
  readonly isTable: boolean;
}

const CODE = /^[A-Z0-9]{2,3}$/;
const LONGEST_REPLAY = 64;

/** Reads what is well-formed and leaves out the rest: an address is typed by people too. */
export function readFlightsAddress(query: URLSearchParams): FlightsAddress {
  const codes = (query.get("airlines") ?? "")
    .toUpperCase()
    .split(",")
    .filter((code) => CODE.test(code));
  const replay = query.get("replay") ?? "";
  const airline = (query.get("airline") ?? "").toUpperCase();
  const from = dayOf(query.get("from") ?? "");
  const to = dayOf(query.get("to") ?? "");
  return {
    airlines: codes.length === 0 ? defaultAirlines : [...new Set(codes)],
    replay: replay !== "" && replay.length <= LONGEST_REPLAY ? replay : undefined,
    measure: oneOf(measures, query.get("measure")),
    of: oneOf(denominators, query.get("of")),
    view: oneOf(views, query.get("view")),
    range: from !== undefined && to !== undefined && from <= to ? [from, to] : undefined,
    airline: CODE.test(airline) ? airline : undefined,
    isTable: query.get("table") === "1",
  };
}

/** The query that chooses the same in the API: `replay`, `airlines`, `from`, `to`. */
export function apiQuery(chosen: {
  readonly replay: string;
  readonly airlines?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}): string {
  const query = new URLSearchParams({ replay: chosen.replay });
  if (chosen.airlines !== undefined) query.set("airlines", chosen.airlines.join(","));
  if (chosen.from !== undefined) query.set("from", chosen.from);
  if (chosen.to !== undefined) query.set("to", chosen.to);
  return query.toString().replaceAll("%2C", ",");
}

function oneOf<T extends string>(all: readonly T[], given: string | null): T {
  return all.find((one) => one === given) ?? (all[0] as T);
}
