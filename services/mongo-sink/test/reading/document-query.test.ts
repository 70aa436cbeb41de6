import type { AnyArchive } from "../../src/archive.ts";
import { archives } from "../../src/archives.ts";
import { documentSelection, parametersOf } from "../../src/reading/document-query.ts";
import { cursorText } from "../../src/reading/page-cursor.ts";

const of = (collection: string) => archives.find((one) => one.collection === collection) as AnyArchive;
const accidents = of("accidents");

test("without parameters the newest hundred are meant", () => {
  expect(documentSelection(accidents, {})).toEqual({
    from: undefined,
    to: undefined,
    box: undefined,
    chosen: new Map(),
    before: undefined,
    limit: 100,
  });
});

test("values are read as what the fields are compared with", () => {
  const cursor = { at: 1_454_909_828_000, id: "A-1", appendedAt: 1_795_000_000_000, offset: 7 };
  const given = {
    from: "2016-02-08",
    to: "2016-02-08T07:30:00.5+02:00",
    bbox: "-84.6,39,-84.3,39.3",
    state: "OH, PA",
    severity: "3,4",
    limit: "1000",
    before: cursorText(cursor),
  };
  expect(documentSelection(accidents, given)).toEqual({
    from: Date.UTC(2016, 1, 8),
    to: Date.UTC(2016, 1, 8, 5, 30, 0, 500),
    box: { west: -84.6, south: 39, east: -84.3, north: 39.3 },
    chosen: new Map<string, unknown>([
      ["meta.state", ["OH", "PA"]],
      ["severityLevel", [3, 4]],
    ]),
    before: cursor,
    limit: 1_000,
  });
});

test("each collection has its own parameters", () => {
  expect(parametersOf(accidents)).toEqual([
    "from",
    "to",
    "bbox",
    "state",
    "severity",
    "replay",
    "limit",
    "before",
  ]);
  expect(parametersOf(of("flights"))).not.toContain("bbox");
  expect(() => documentSelection(of("flights"), { state: "OH" })).toThrow(
    'unknown parameter "state"; known are from',
  );
});

test.each([
  [{ from: "yesterday" }, "from must be an instant such as 2016-02-08T05:37:08Z"],
  [{ from: "1454909828000" }, "from must be an instant"],
  [{ to: "2015-02-29" }, "to must be an instant such as 2016-02-08T05:37:08Z, or a day such as 2016-02-08"],
  [{ to: "2016-02-08T05:37:08" }, "to must be an instant"],
  [{ to: "2016-02-08T25:00:00Z" }, "to must be an instant"],
  [{ from: "2016-02-09", to: "2016-02-08" }, "lies after to (2016-02-08T00:00:00.000Z)"],
  [{ severity: "5" }, 'severity must be levels 1 to 4, such as 3,4; got "5"'],
  [{ severity: "3,x" }, "severity must be levels 1 to 4"],
  [{ state: "ohio" }, "state must be states by two capitals, such as OH,PA"],
  [{ state: ["OH", "PA"] }, "state is given more than once"],
  [{ state: { $ne: "OH" } }, "state is given more than once"],
  [{ "state[$ne]": "OH" }, 'unknown parameter "state[$ne]"'],
  [{ $where: "1" }, 'unknown parameter "$where"'],
  [{ limit: "0" }, "limit must be a whole number from 1 to 1000"],
  [{ limit: "1001" }, "limit must be"],
  [{ limit: "1e2" }, "limit must be"],
  [{ before: "A-1" }, "before must be what the page before this one gave as before"],
  [{ bbox: "39,-84.6,39.3,-84.3,0" }, "bbox must be west,south,east,north"],
])("%j is refused in words", (given, message) => {
  expect(() => documentSelection(accidents, given)).toThrow(message);
});
