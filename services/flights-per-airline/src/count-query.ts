import { dayStart, dayText } from "@tributary/contracts";
import { BadRequest } from "./bad-request.ts";

export type Query = Readonly<Record<string, unknown>>;

/** Which counts are asked for; what is undefined is not chosen by. */
export interface CountSelection {
  readonly replay: string | undefined;
  /** Days since 1970-01-01, both included. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly airlines: readonly string[] | undefined;
}

const dayMs = dayStart(1);
const mostAirlines = 100;

/** Reads the query of `/counts`, `/counts.csv` and `/totals`. Throws a `BadRequest`. */
export function countSelection(query: Query): CountSelection {
  refuseOthers(query, ["replay", "from", "to", "airlines"]);
  const [from, to] = [dayOf(query, "from"), dayOf(query, "to")];
  if (from !== undefined && to !== undefined && from > to)
    throw new BadRequest(`from (${dayText(from)}) lies after to (${dayText(to)})`);
  return { ...replayAndAirlines(query), from, to };
}

/** Reads the query of `/stream`. Throws a `BadRequest`. */
export function streamSelection(query: Query): Pick<CountSelection, "replay" | "airlines"> {
  refuseOthers(query, ["replay", "airlines", "lastEventId"]);
  return replayAndAirlines(query);
}

function replayAndAirlines(query: Query): Pick<CountSelection, "replay" | "airlines"> {
  const replay = text(query, "replay");
  if (replay === "") throw new BadRequest("replay is empty: name one of GET /replays, or leave it out");
  return { replay, airlines: airlinesOf(text(query, "airlines")) };
}

function airlinesOf(given: string | undefined): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const airlines = [...new Set(given.split(",").map((airline) => airline.trim()))];
  if (airlines.includes(""))
    throw new BadRequest(`airlines must be codes, such as AA,WN; got ${quoted(given)}`);
  if (airlines.length > mostAirlines)
    throw new BadRequest(`at most ${mostAirlines} airlines; leave airlines out to ask for all`);
  return airlines;
}

function dayOf(query: Query, name: "from" | "to"): number | undefined {
  const given = text(query, name);
  if (given === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(`${given}T00:00:00Z`) / dayMs : Number.NaN;
  // JavaScript takes 29 February 2015 for 1 March.
  if (Number.isNaN(day) || dayText(day) !== given)
    throw new BadRequest(`${name} must be a day that exists, such as 2015-02-28; got ${quoted(given)}`);
  return day;
}

function text(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new BadRequest(`${name} is given more than once`);
}

/** A misspelled parameter would else silently ask for everything. */
function refuseOthers(query: Query, known: readonly string[]): void {
  const other = Object.keys(query).find((name) => !known.includes(name));
  if (other !== undefined)
    throw new BadRequest(`unknown parameter ${quoted(other)}; known are ${known.join(", ")}`);
}

const quoted = (given: string) => JSON.stringify(given.slice(0, 100));
