import { isDeepStrictEqual } from "node:util";
import type { Document, IndexDescription, IndexDescriptionInfo } from "mongodb";
import type { WantedCollection } from "./wanted-collection.ts";

/** Spans that MongoDB gives the buckets of each granularity, seconds (manual, "Set Granularity for Time Series Data"). */
const spans: Readonly<Record<string, number>> = { seconds: 3_600, minutes: 86_400, hours: 2_592_000 };

/**
 * What a collection that is there has otherwise than wanted, in sentences that name both sides; empty when nothing. `found`
 * are the options that `listCollections` tells, `indexes` what `listIndexes` does. An index that is missing is no drift.
 */
export function collectionDrift(
  wanted: WantedCollection,
  found: Document,
  indexes: readonly IndexDescriptionInfo[],
): readonly string[] {
  return [...optionDrift(wanted, found), ...wanted.indexes.flatMap((index) => indexDrift(index, indexes))];
}

/** Indexes that are not there yet. */
export function missingIndexes(
  wanted: readonly IndexDescription[],
  indexes: readonly IndexDescriptionInfo[],
): readonly IndexDescription[] {
  return wanted.filter(({ key }) => !indexes.some((index) => sameKey(key, index.key)));
}

function optionDrift(
  { timeseries, expireAfterSeconds }: WantedCollection,
  found: Document,
): readonly string[] {
  if (timeseries === undefined) return [];
  const { granularity = "seconds", timeField, metaField } = timeseries;
  const given: Document = found.timeseries ?? {};
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["timeField", timeField, given.timeField],
    ["metaField", metaField, given.metaField],
    ["granularity", granularity, given.granularity],
    // Servers before 6.3 do not tell it.
    ["bucketMaxSpanSeconds", spans[granularity], given.bucketMaxSpanSeconds ?? spans[granularity]],
    ["expireAfterSeconds", expireAfterSeconds, found.expireAfterSeconds],
  ];
  return pairs.filter(([, want, have]) => !equal(want, have)).map((pair) => sentence(...pair));
}

const indexOptions = ["unique", "sparse", "partialFilterExpression", "expireAfterSeconds"] as const;

function indexDrift(wanted: IndexDescription, found: readonly IndexDescriptionInfo[]): readonly string[] {
  const name = nameOf(wanted);
  const namesake = found.find((index) => index.name === name);
  if (namesake !== undefined && !sameKey(wanted.key, namesake.key))
    return [sentence(`the keys of index ${name}`, keyText(wanted.key), keyText(namesake.key))];
  const twin = found.find((index) => sameKey(wanted.key, index.key));
  if (twin === undefined) return [];
  return indexOptions
    .filter((option) => !equal(wanted[option], twin[option]))
    .map((option) => sentence(`${option} of index ${twin.name}`, wanted[option], twin[option]));
}

/** As the driver names an index that is given no name. */
function nameOf({ name, key }: IndexDescription): string {
  return name ?? Object.entries(key).flat().join("_");
}

/** The order of the fields counts. */
const sameKey = (a: IndexDescription["key"], b: IndexDescription["key"]) => keyText(a) === keyText(b);
const keyText = (key: IndexDescription["key"]) => JSON.stringify(key);

/** Servers leave out what is false, and have numbers as int, long or double. */
function equal(want: unknown, have: unknown): boolean {
  const plain = (value: unknown) =>
    value === false ? undefined : typeof value === "bigint" ? Number(value) : value;
  return isDeepStrictEqual(plain(want), plain(have));
}

function sentence(what: string, want: unknown, have: unknown): string {
  const shown = (value: unknown) => (value === undefined ? "none" : String(value));
  return `${what}: wanted ${shown(want)}, there is ${shown(have)}`;
}
