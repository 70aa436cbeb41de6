import { archives } from "../../src/archives.ts";
import { collectionDrift, missingIndexes } from "../../src/opening/collection-drift.ts";
import { wantedCollection } from "../../src/opening/wanted-collection.ts";

const [accidents, , positions] = archives;
if (accidents === undefined || positions === undefined) throw new Error("no archives");
const series = wantedCollection(accidents, "time-series");
/** As MongoDB 8 lists it. */
const listed = {
  timeseries: {
    timeField: "startedAt",
    metaField: "meta",
    granularity: "hours",
    bucketMaxSpanSeconds: 2_592_000,
  },
};

test("a collection as it was made has no drift, on servers that tell the span and on older ones", () => {
  expect(collectionDrift(series, listed, [])).toEqual([]);
  const { bucketMaxSpanSeconds: _, ...older } = listed.timeseries;
  expect(collectionDrift(series, { timeseries: older }, [])).toEqual([]);
});

test("every option that differs is told with both sides", () => {
  const found = {
    timeseries: {
      timeField: "at",
      metaField: "meta",
      bucketMaxSpanSeconds: 1_800,
      bucketRoundingSeconds: 1_800,
    },
    expireAfterSeconds: 60,
  };
  expect(collectionDrift(series, found, [])).toEqual([
    "timeField: wanted startedAt, there is at",
    "granularity: wanted hours, there is none",
    "bucketMaxSpanSeconds: wanted 2592000, there is 1800",
    "expireAfterSeconds: wanted none, there is 60",
  ]);
});

test("an expiry may be a number of any kind", () => {
  const wanted = wantedCollection(positions, "time-series");
  const timeseries = { timeField: "observedAt", metaField: "meta", granularity: "seconds" };
  expect(collectionDrift(wanted, { timeseries, expireAfterSeconds: 604_800n }, [])).toEqual([]);
  expect(collectionDrift(wanted, { timeseries }, [])).toEqual([
    "expireAfterSeconds: wanted 604800, there is none",
  ]);
});

test("indexes: missing ones are no drift, the order of keys and what makes them another one is", () => {
  const plain = wantedCollection(positions, "plain");
  const key = { "record.partition": 1, "record.offset": 1 };
  const turned = { "record.offset": 1, "record.partition": 1 };
  expect(
    missingIndexes(plain.indexes, [{ v: 2, name: "other", key }]).some((each) => "record.offset" in each.key),
  ).toBe(false);
  expect(missingIndexes(plain.indexes, [{ v: 2, name: "other", key: turned }])).toHaveLength(
    plain.indexes.length,
  );
  expect(
    collectionDrift(plain, {}, [{ v: 2, name: "record.partition_1_record.offset_1", key: turned }]),
  ).toEqual([
    'the keys of index record.partition_1_record.offset_1: wanted {"record.partition":1,"record.offset":1}, there is {"record.offset":1,"record.partition":1}',
  ]);
  const lasting = [{ v: 2, name: "observedAt_1", key: { observedAt: 1 }, unique: false }];
  expect(collectionDrift(plain, {}, lasting)).toEqual([
    "expireAfterSeconds of index observedAt_1: wanted 604800, there is none",
  ]);
});
