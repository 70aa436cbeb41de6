import type { Box } from "@tributary/runtime";
import type { Document, Filter } from "mongodb";
import type { AnyArchive } from "../archive.ts";
import type { Kind } from "../opening/wanted-collection.ts";
import type { DocumentSelection } from "./document-query.ts";
import type { PageCursor } from "./page-cursor.ts";

/** As a writer has stored it: each id is a text. */
export type StoredDocument = Document & { readonly _id: string };

type Step = readonly [field: string, of: (cursor: PageCursor) => unknown];

/**
 * By what documents are in order, newest first. In a plain collection time and id tell them all apart, by one index; in a
 * time-series collection, whose ids may come again, their records do.
 */
function steps({ timeField }: AnyArchive, kind: Kind): readonly Step[] {
  const time: Step = [timeField, ({ at }) => new Date(at)];
  const id: Step = ["_id", (cursor) => cursor.id];
  if (kind === "plain") return [time, id];
  const appended: Step = ["record.appendedAt", ({ appendedAt }) => new Date(appendedAt)];
  return [time, id, appended, ["record.offset", ({ offset }) => offset]];
}

export function documentOrder(archive: AnyArchive, kind: Kind): Readonly<Record<string, -1>> {
  return Object.fromEntries(steps(archive, kind).map(([field]) => [field, -1]));
}

/** Only documents of a writer: somebody else's in the same collection need not have its fields. */
export const ofWriter: Filter<StoredDocument> = { "record.appendedAt": { $gte: new Date(0) } };

/** What MongoDB is asked for. Every value in it was read as what it is: none can bring operators of its own. */
export function documentFilter(
  archive: AnyArchive,
  kind: Kind,
  { from, to, box, chosen, before }: DocumentSelection,
): Filter<StoredDocument> {
  const time = {
    ...(from !== undefined && { $gte: new Date(from) }),
    ...(to !== undefined && { $lt: new Date(to) }),
  };
  const conditions: Filter<StoredDocument>[] = [
    ...(Object.keys(time).length > 0 ? [{ [archive.timeField]: time }] : []),
    ...[...chosen].map(([field, values]) => ({ [field]: values.length === 1 ? values[0] : { $in: values } })),
    ...(box === undefined ? [] : inBox(box)),
    ...(before === undefined ? [] : older(steps(archive, kind), before)),
  ];
  return { $and: [...conditions, ofWriter] };
}

/** Smaller in one step, and equal in those before it. */
function older(order: readonly Step[], cursor: PageCursor): Filter<StoredDocument>[] {
  const alternatives = order.map(([field, of], index) => ({
    ...Object.fromEntries(order.slice(0, index).map(([before, value]) => [before, value(cursor)])),
    [field]: { $lt: of(cursor) },
  }));
  const [time] = order;
  // The same once more, so that an index by time need not be read from its newest end.
  const bound = time === undefined ? [] : [{ [time[0]]: { $lte: time[1](cursor) } }];
  return [...bound, { $or: alternatives }];
}

/** Boxes wider or higher than this hold so much that an index on places does not help. */
const mostIndexedDegrees = 10;

/**
 * Degrees are compared, for `$box` leaves out its border on some servers and has no index of the sphere. Of a small box a
 * polygon lets MongoDB take that index: its edges are great circles, which bulge over the parallels, so it is a bit larger.
 */
function inBox({ west, south, east, north }: Box): Filter<StoredDocument>[] {
  const exact = {
    "location.coordinates.0": { $gte: west, $lte: east },
    "location.coordinates.1": { $gte: south, $lte: north },
  };
  const [width, height] = [east - west, north - south];
  const margin = bulgeDegrees(width) + 1e-6;
  const [w, s, e, n] = [west - 1e-6, south - margin, east + 1e-6, north + margin];
  const isSmall = width <= mostIndexedDegrees && height <= mostIndexedDegrees;
  if (!isSmall || w < -180 || e > 180 || s < -90 || n > 90) return [exact];
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  return [exact, { location: { $geoWithin: { $geometry: { type: "Polygon", coordinates: [ring] } } } }];
}

/**
 * How far a great circle leaves the parallel between two places on it, degrees of latitude, at most: on the middle meridian
 * tan(bulged) = tan(latitude) / cos(width / 2), furthest from the parallel near 45 degrees.
 */
function bulgeDegrees(width: number): number {
  const degree = Math.PI / 180;
  const secant = 1 / Math.cos((width / 2) * degree);
  // The difference of the two latitudes is greatest where tan(latitude) = 1 / sqrt(secant).
  const latitude = Math.atan(1 / Math.sqrt(secant));
  return (Math.atan(Math.tan(latitude) * secant) - latitude) / degree;
}
