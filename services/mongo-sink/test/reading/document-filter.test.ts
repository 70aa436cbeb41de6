import type { AnyArchive } from "../../src/archive.ts";
import { archives } from "../../src/archives.ts";
import { documentFilter, documentOrder } from "../../src/reading/document-filter.ts";
import { documentSelection } from "../../src/reading/document-query.ts";
import { cursorText } from "../../src/reading/page-cursor.ts";

const accidents = archives[0] as AnyArchive;
const at = Date.UTC(2016, 1, 8);
const cursor = { at, id: "A-1", appendedAt: at + 5, offset: 7 };

// biome-ignore lint/suspicious/noExplicitAny: looked into by the tests.
function asked(query: object, kind: "plain" | "time-series" = "plain"): any {
  const { $and: all = [] } = documentFilter(accidents, kind, documentSelection(accidents, query));
  expect(all.at(-1)).toEqual({ "record.appendedAt": { $gte: new Date(0) } });
  const $and = all.slice(0, -1);
  return $and.length === 0 ? {} : { $and };
}

test("whoever asks for nothing in particular is given all", () => {
  expect(asked({})).toEqual({});
});

test("values stand beside their fields, one as it is and several as alternatives", () => {
  expect(asked({ from: "2016-02-08", state: "OH", severity: "3,4" })).toEqual({
    $and: [{ startedAt: { $gte: new Date(at) } }, { "meta.state": "OH" }, { severityLevel: { $in: [3, 4] } }],
  });
});

test("a text that looks like an operator stays a text", () => {
  expect(asked({ replay: '{"$ne":""}' })).toEqual({ $and: [{ replay: '{"$ne":""}' }] });
});

test("a plain collection is in order by time and id; the next page is smaller in one of them", () => {
  expect(documentOrder(accidents, "plain")).toEqual({ startedAt: -1, _id: -1 });
  expect(asked({ before: cursorText(cursor) })).toEqual({
    $and: [
      { startedAt: { $lte: new Date(at) } },
      {
        $or: [{ startedAt: { $lt: new Date(at) } }, { startedAt: new Date(at), _id: { $lt: "A-1" } }],
      },
    ],
  });
});

test("in a time-series collection, where ids may come again, records tell them apart", () => {
  const order = documentOrder(accidents, "time-series");
  expect(Object.keys(order)).toEqual(["startedAt", "_id", "record.appendedAt", "record.offset"]);
  const [, next] = asked({ before: cursorText(cursor) }, "time-series").$and;
  expect(next.$or).toHaveLength(4);
  expect(next.$or.at(-1)).toEqual({
    startedAt: new Date(at),
    _id: "A-1",
    "record.appendedAt": new Date(at + 5),
    "record.offset": { $lt: 7 },
  });
});

test("a box is compared by degrees", () => {
  expect(asked({ bbox: "-130,20,-60,50" })).toEqual({
    $and: [
      {
        "location.coordinates.0": { $gte: -130, $lte: -60 },
        "location.coordinates.1": { $gte: 20, $lte: 50 },
      },
    ],
  });
});

test("a small box also stands as a polygon, whose great circles leave no part of it out", () => {
  const [, place] = asked({ bbox: "-90,40,-80,45" }).$and;
  const [ring] = place.location.$geoWithin.$geometry.coordinates;
  const latitudes = ring.map(([, latitude]: [number, number]) => latitude);
  // Between 90 and 80 degrees west the great circle from 40 N to 40 N passes -85 at atan(tan 40 / cos 5) = 40.108 N.
  expect(Math.min(...latitudes)).toBeLessThan(40 - 0.107);
  expect(Math.min(...latitudes)).toBeGreaterThan(40 - 0.12);
  expect(Math.max(...latitudes)).toBeGreaterThanOrEqual(45);
  expect(ring.at(0)).toEqual(ring.at(-1));
});

test("at the pole and at the antimeridian degrees alone are compared", () => {
  expect(asked({ bbox: "170,80,180,90" }).$and).toHaveLength(1);
});
