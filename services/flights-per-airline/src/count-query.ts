import { dayStart, dayText } from "@tributary/contracts";
import { BadRequest, Query } from "@tributary/runtime";

/** Which counts are asked for; what is undefined is not chosen by. */
export interface CountSelection {
  readonly replay: string | undefined;
  /** Days since 1970-01-01, both included. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly airlines: readonly string[] | undefined;
}

const dayMs = dayStart(1);
const airlineCodes = { words: "codes, such as AA,WN", most: 100 };

/** Reads the query of `/counts`, `/counts.csv` and `/totals`. Throws a `BadRequest`. */
export function countSelection(given: unknown): CountSelection {
  const query = new Query(given, ["replay", "from", "to", "airlines"]);
  const [from, to] = [dayOf(query, "from"), dayOf(query, "to")];
  if (from !== undefined && to !== undefined && from > to)
    throw new BadRequest(`from (${dayText(from)}) lies after to (${dayText(to)})`);
  return { ...replayAndAirlines(query), from, to };
}

/** Reads the query of `/stream`. Throws a `BadRequest`. */
export function streamSelection(given: unknown): Pick<CountSelection, "replay" | "airlines"> {
  return replayAndAirlines(new Query(given, ["replay", "airlines", "lastEventId"]));
}

function replayAndAirlines(query: Query): Pick<CountSelection, "replay" | "airlines"> {
  return {
    replay: query.word("replay", "of GET /replays"),
    airlines: query.list("airlines", airlineCodes),
  };
}

function dayOf(query: Query, name: "from" | "to"): number | undefined {
  const given = query.text(name);
  if (given === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(`${given}T00:00:00Z`) / dayMs : Number.NaN;
  // JavaScript takes 29 February 2015 for 1 March.
  if (Number.isNaN(day) || dayText(day) !== given)
    throw query.refusal(name, "a day that exists, such as 2015-02-28");
  return day;
}
