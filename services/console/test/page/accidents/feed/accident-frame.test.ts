import { takeFrame } from "../../../../page/accidents/feed/accident-frame.ts";
import { AccidentStore } from "../../../../page/accidents/feed/accident-store.ts";
import { worldPoint } from "../../../../page/map/world-point.ts";

const columns = [
  "startedAt",
  "accidentId",
  "new",
  "replay",
  "state",
  "city",
  "severityLevel",
  "latitude",
  "longitude",
];
const row = (
  accidentId: string,
  replay = "20261122T120304Z.5f2a9c1e.1.0",
  city: string | null = "Dayton",
) => [1_454_909_828_000, accidentId, "x", replay, "OH", city, 3, 39.8651, -84.0587];
const frame = (...rows: unknown[][]) => JSON.stringify({ clock: 1, columns, rows });

test("reads columns by their names, and where the accident is on the map", () => {
  const store = new AccidentStore();
  expect(takeFrame(store, "reset", frame(row("A-1"), row("A-2", undefined, null)))).toBe(2);
  expect(store.get("A-1")).toEqual({
    accidentId: "A-1",
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    state: "OH",
    city: "Dayton",
    severityLevel: 3,
    startedAt: 1_454_909_828_000,
    latitude: 39.8651,
    longitude: -84.0587,
    ...worldPoint(-84.0587, 39.8651),
  });
  expect(store.get("A-2")?.city).toBeNull();
});

test("a reset is the whole window; a delta adds, and says who has just come; a remove takes away", () => {
  const store = new AccidentStore();
  takeFrame(store, "reset", frame(row("A-1"), row("A-2")));
  expect(store.takeArrivals()).toEqual([]);
  expect(takeFrame(store, "delta", frame(row("A-2"), row("A-3")))).toBe(2);
  expect(store.takeArrivals().map(({ accidentId }) => accidentId)).toEqual(["A-3"]);
  expect(store.takeArrivals()).toEqual([]);
  expect(takeFrame(store, "remove", JSON.stringify({ clock: 2, keys: ["A-1", "A-9"] }))).toBe(1);
  expect([...store.values()].map(({ accidentId }) => accidentId)).toEqual(["A-2", "A-3"]);
  takeFrame(store, "reset", frame(row("A-7")));
  expect(store.size).toBe(1);
});

test("arrivals that nobody draws are forgotten beyond three hundred", () => {
  const store = new AccidentStore();
  takeFrame(store, "delta", frame(...Array.from({ length: 400 }, (_, index) => row(`A-${index}`))));
  const arrivals = store.takeArrivals();
  expect([arrivals.length, arrivals[0]?.accidentId]).toEqual([300, "A-100"]);
});

test("the newest replay is the one that began last: runs and loops are numbers", () => {
  const store = new AccidentStore();
  const name = (run: number, loop: number) => `20261122T120304Z.5f2a9c1e.${run}.${loop}`;
  takeFrame(store, "reset", frame(row("A-1", name(1, 9)), row("A-2", name(1, 10)), row("A-3", name(1, 2))));
  expect(store.newestReplay).toBe(name(1, 10));
  takeFrame(store, "delta", frame(row("A-4", name(2, 0))));
  expect(store.newestReplay).toBe(name(2, 0));
});

test("a frame without what the contract promises is refused in words; an unknown event is none", () => {
  const store = new AccidentStore();
  const short = JSON.stringify({ clock: 1, columns: columns.slice(2), rows: [] });
  expect(() => takeFrame(store, "delta", short)).toThrow(
    "the frames of accidents lack accidentId, startedAt",
  );
  expect(takeFrame(store, "news", "{}")).toBeUndefined();
});
