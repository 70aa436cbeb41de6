import type { IndexDescription, TimeSeriesCollectionOptions } from "mongodb";
import type { Archive } from "../archive.ts";

export type Kind = "time-series" | "plain";

/** A collection as its archive wants it. */
export interface WantedCollection {
  readonly name: string;
  readonly timeseries?: TimeSeriesCollectionOptions;
  /** Of a time-series collection; a plain one has an index for it. */
  readonly expireAfterSeconds?: number;
  readonly indexes: readonly IndexDescription[];
}

/** Name of the field that tells time series apart, in all archives. */
const metaField = "meta";

// biome-ignore lint/suspicious/noExplicitAny: archives of different topics are made into collections alike.
export function wantedCollection(archive: Archive<any>, kind: Kind): WantedCollection {
  const { collection: name, timeField, granularity, expireAfterSeconds } = archive;
  const indexes: readonly IndexDescription[] = [
    { key: { "record.partition": 1, "record.offset": 1 } },
    { key: { [metaField]: 1, [timeField]: 1 } },
    { key: { [timeField]: -1, _id: -1 } },
    ...archive.indexes,
  ];
  const expires = expireAfterSeconds !== undefined;
  if (kind === "plain") {
    const expiry = expires ? [{ key: { [timeField]: 1 }, expireAfterSeconds }] : [];
    return { name, indexes: [...indexes, ...expiry] };
  }
  return {
    name,
    timeseries: { timeField, metaField, granularity },
    ...(expires && { expireAfterSeconds }),
    // Ids are not unique there, and have no index of their own: servers take one on _id alone for what is there anyway.
    indexes: [...indexes, { key: { _id: 1, [timeField]: 1 } }],
  };
}
