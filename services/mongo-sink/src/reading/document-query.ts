import { BadRequest, type Box, Query } from "@tributary/runtime";
import type { AnyArchive } from "../archive.ts";
import { hasPlace } from "./document-schema.ts";
import { type PageCursor, readCursor } from "./page-cursor.ts";

/** Which documents are asked for; what is undefined is not chosen by. */
export interface DocumentSelection {
  /** Included, and excluded: ms since the epoch. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly box: Box | undefined;
  /** By field, the values of which one must be there. */
  readonly chosen: ReadonlyMap<string, readonly (string | number)[]>;
  /** Only older ones than this. */
  readonly before: PageCursor | undefined;
  readonly limit: number;
}

export const usualLimit = 100;
export const mostDocuments = 1_000;
const mostValues = 100;

/** Names of the parameters that `GET /documents/<collection>` takes. */
export function parametersOf(archive: AnyArchive): readonly string[] {
  const place = hasPlace(archive) ? ["bbox"] : [];
  return ["from", "to", ...place, ...Object.keys(archive.filters), "limit", "before"];
}

/** Reads the query of `GET /documents/<collection>`. Throws a `BadRequest`. */
export function documentSelection(archive: AnyArchive, given: unknown): DocumentSelection {
  const query = new Query(given, parametersOf(archive));
  const [from, to] = [instantOf(query, "from"), instantOf(query, "to")];
  if (from !== undefined && to !== undefined && from > to)
    throw new BadRequest(
      `from (${new Date(from).toISOString()}) lies after to (${new Date(to).toISOString()})`,
    );
  return {
    from,
    to,
    box: query.box("bbox"),
    chosen: chosenOf(archive, query),
    before: beforeOf(query),
    limit: limitOf(query),
  };
}

function chosenOf({ filters }: AnyArchive, query: Query): DocumentSelection["chosen"] {
  const chosen = new Map<string, readonly (string | number)[]>();
  for (const [name, { field, words, read }] of Object.entries(filters)) {
    const values = query.list(name, { words, most: mostValues })?.map(read);
    if (values === undefined) continue;
    if (values.includes(undefined)) throw query.refusal(name, words);
    chosen.set(field, values as (string | number)[]);
  }
  return chosen;
}

const instantForm = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

function instantOf(query: Query, name: "from" | "to"): number | undefined {
  const given = query.text(name);
  if (given === undefined) return undefined;
  const day = instantForm.exec(given)?.[1];
  const at = day === undefined ? Number.NaN : Date.parse(given);
  // JavaScript takes 29 February 2015 for 1 March.
  if (Number.isNaN(at) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw query.refusal(
      name,
      "an instant such as 2016-02-08T05:37:08Z, or a day such as 2016-02-08 for its start in UTC",
    );
  return at;
}

function beforeOf(query: Query): PageCursor | undefined {
  const given = query.text("before");
  if (given === undefined) return undefined;
  const cursor = readCursor(given);
  if (cursor === undefined) throw query.refusal("before", "what the page before this one gave as before");
  return cursor;
}

function limitOf(query: Query): number {
  const given = query.text("limit");
  if (given === undefined) return usualLimit;
  const limit = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > mostDocuments)
    throw query.refusal("limit", `a whole number from 1 to ${mostDocuments}`);
  return limit;
}
