import type { AnyArchive } from "../archive.ts";
import { mostDocuments, usualLimit } from "./document-query.ts";
import { documentSchema, hasPlace } from "./document-schema.ts";
import { type JsonSchema, list, object } from "./json-schema.ts";

/** JSON Schemas of the API: answers are written by them, and OpenAPI is made of them. */
const text = (description: string) => ({ type: "string", description });
const clock = { type: "integer", description: "The server's clock, ms since the epoch" };
const instant = (description: string) => ({ ...text(description), example: "2016-02-08T05:37:08Z" });

const refused = object({
  statusCode: { type: "integer" },
  error: { type: "string" },
  message: { type: "string" },
});

const summary = {
  collection: text("Its name, in which it is asked for"),
  topic: text("The topic that is written into it"),
  kind: { type: "string", enum: ["time-series", "plain"] },
  reason: { type: ["string", "null"], description: "Why it is plain; null for a time-series collection" },
  documents: {
    type: ["integer", "null"],
    description:
      "As MongoDB estimates them; may be off for a while after it was killed. Null when it takes more than half a second",
  },
};

export const collectionsSchema = {
  summary: "Collections that were ever written, by name",
  response: { 200: object({ clock, collections: list(object(summary)) }), 503: refused },
};

/** Of what answers for every other name; it is no part of the API. */
export const unknownSchema = { hide: true, response: { 404: refused } };

export function documentRouteSchema(archive: AnyArchive) {
  return {
    summary: `One of the ${archive.collection}; of several replays of it, the one that was appended last`,
    params: object({ id: text("Its _id") }),
    response: { 200: documentSchema(archive), 404: refused, 503: refused },
  };
}

export function pageSchema(archive: AnyArchive) {
  const { collection, timeField, filters } = archive;
  const chosen = Object.entries(filters).map(([name, { words }]) => [
    name,
    text(`Only these: ${words}; comma separated, at most 100`),
  ]);
  const page = {
    clock,
    documents: list(documentSchema(archive)),
    before: {
      type: ["string", "null"],
      description: "Where the next page goes on; null behind the last one",
    },
  };
  return {
    summary: `The ${collection}, newest first by ${timeField}`,
    querystring: {
      type: "object",
      properties: {
        from: instant(`First ${timeField}, included`),
        to: instant(`Last ${timeField}, excluded`),
        ...(hasPlace(archive) && {
          bbox: { ...text("west,south,east,north, degrees"), example: "-84.6,39,-84.3,39.3" },
        }),
        ...(Object.fromEntries(chosen) as Record<string, JsonSchema>),
        limit: text(`Most documents, 1 to ${mostDocuments}; absent: ${usualLimit}`),
        before: text("What the page before this one gave as before"),
      },
    },
    response: { 200: object(page), 400: refused, 503: refused },
  };
}
