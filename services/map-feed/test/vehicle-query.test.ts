import { BadRequest } from "@tributary/runtime";
import { streamChannels, vehicleSelection } from "../src/vehicle-query.ts";

test("without parameters everything is meant", () => {
  expect(vehicleSelection({})).toEqual({ box: undefined, line: undefined });
  expect(streamChannels({})).toEqual(["*"]);
});

test("a box is read as west, south, east, north", () => {
  expect(vehicleSelection({ bbox: "-0.2, 51.4,0,51.6", line: "24" })).toEqual({
    box: { west: -0.2, south: 51.4, east: 0, north: 51.6 },
    line: "24",
  });
});

test("lines are a list, named once each", () => {
  expect(streamChannels({ lines: "11, 24,N29,24" })).toEqual(["line:11", "line:24", "line:N29"]);
});

test("a small box is its cells, a large one the whole fleet", () => {
  expect(streamChannels({ bbox: "-0.13,51.505,-0.121,51.51" })).toEqual(["cell:-4.2060"]);
  expect(streamChannels({ bbox: "-1,51,1,52" })).toEqual(["*"]);
});

test("the last event id is no selection", () => {
  expect(streamChannels({ lastEventId: "log:1.2", lines: "24" })).toEqual(["line:24"]);
});

test.each([
  [{ bbox: "" }, "west,south,east,north"],
  [{ bbox: "1,2,3" }, "west,south,east,north"],
  [{ bbox: "1,2,3,4,5" }, "west,south,east,north"],
  [{ bbox: "a,2,3,4" }, "west,south,east,north"],
  [{ bbox: "1,,3,4" }, "west,south,east,north"],
  [{ bbox: "Infinity,2,3,4" }, "west,south,east,north"],
  [{ bbox: "0,51.6,0.1,51.4" }, "south below north"],
  [{ bbox: "0.1,51.4,0,51.6" }, "west below east"],
  [{ bbox: "0,0,181,1" }, "within -180,-90,180,90"],
  [{ lines: "" }, "line numbers"],
  [{ lines: "11,,24" }, "line numbers"],
  [{ lines: "24", bbox: "0,0,1,1" }, "not both"],
  [{ lines: Array.from({ length: 101 }, (_, line) => line).join(",") }, "at most 100 lines"],
  [{ lines: ["11", "24"] }, "lines is given more than once"],
  [{ line: "24" }, 'unknown parameter "line"'],
])("the stream refuses %j and says %s", (query, words) => {
  expect(() => streamChannels(query)).toThrow(BadRequest);
  expect(() => streamChannels(query)).toThrow(words);
});

test("the list refuses what only the stream knows, and an empty line", () => {
  expect(() => vehicleSelection({ lines: "24" })).toThrow('unknown parameter "lines"; known are bbox, line');
  expect(() => vehicleSelection({ line: "" })).toThrow("line is empty");
});
