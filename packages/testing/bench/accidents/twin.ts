import type { Collection, Db } from "mongodb";

/** An empty collection made like another of the database, with its indexes. */
export async function twin(db: Db, of: string, name: string): Promise<Collection> {
  const [found] = await db.listCollections({ name: of }, { nameOnly: false }).toArray();
  if (found === undefined) throw new Error(`there is no collection ${of}`);
  const isTimeSeries = found.type === "timeseries";
  // The span of the buckets is listed beside the granularity it comes from; to give both is refused.
  const { timeField, metaField, granularity } = found.options?.timeseries ?? {};
  const options = isTimeSeries ? { timeseries: { timeField, metaField, granularity } } : {};
  const made = await db.createCollection(name, options);
  const keys = (await db.collection(of).indexes()).map(({ key }) => key);
  // That on _id alone is there by itself in a plain collection.
  const missing = keys.filter((key) => isTimeSeries || Object.keys(key).join() !== "_id");
  if (missing.length > 0) await made.createIndexes(missing.map((key) => ({ key })));
  return made;
}
