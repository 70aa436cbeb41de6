import type { LiveView } from "../src/live-view.ts";
import { view, type Window } from "../src/view.ts";
import { emptyThings, read, type Thing, ThingLog, thingTopic } from "./things.ts";

/** Things stand in the order of the numbers in their ids, by color. */
const window: Window<Thing> = { of: ({ color }) => color, order: ({ id }) => Number(id), most: 2 };

const shown = (things: LiveView<Thing>, group: string) =>
  things.group(group).map(({ key, value }) => `${key}@${value.at}`);

function filled(...ids: readonly string[]) {
  const things = emptyThings({ window });
  const log = new ThingLog();
  for (const id of ids) read(things, log.append(id, { at: 1_000, color: "red" }));
  return { things, log };
}

test("of each group the newest are held in their order, in whatever order they come", () => {
  const { things, log } = filled("5", "3", "4");
  read(things, log.append("1", { at: 1_000, color: "blue" }));
  expect(shown(things, "red")).toEqual(["4@1000", "5@1000"]);
  expect(shown(things, "blue")).toEqual(["1@1000"]);
  expect(shown(things, "green")).toEqual([]);
  expect([...things.in("color:red").keys()].sort()).toEqual(["4", "5"]);
  expect([things.size, things.get("3")]).toEqual([3, undefined]);
});

test("a new value of a key that is held takes its place and pushes nothing out", () => {
  const { things, log } = filled("1", "2");
  read(things, log.append("1", { at: 2_000, color: "red" }));
  expect(shown(things, "red")).toEqual(["1@2000", "2@1000"]);
});

test("what leaves to make room is not told as a removal", () => {
  const { things, log } = filled("1", "2");
  const collector = things.collect();
  read(things, log.append("3", { at: 2_000, color: "red" }));
  expect(shown(things, "red")).toEqual(["2@1000", "3@2000"]);
  expect(collector.take()).toMatchObject({ changed: [{ entry: { key: "3" } }], removed: [] });
  expect(things.removedSince(0)).toEqual([]);
});

test("what changes beyond the window is told, and not held", () => {
  const { things, log } = filled("1", "2", "3");
  const collector = things.collect();
  expect(read(things, log.append("1", { at: 2_000, color: "red" }))).toBeUndefined();
  expect(shown(things, "red")).toEqual(["2@1000", "3@1000"]);
  expect(collector.take().changed).toMatchObject([
    { entry: { key: "1", value: { at: 2_000 } }, channels: ["color:red"] },
  ]);
});

test("a watcher that sums what is held is told of such a change apart", () => {
  const { things, log } = filled("2", "3");
  const told: string[] = [];
  things.watch({
    put: ({ key }) => told.push(`put ${key}`),
    remove: () => {},
    pass: ({ key }) => told.push(key),
  });
  read(things, log.append("1", { at: 2_000, color: "red" }));
  read(things, log.append("4", { at: 2_000, color: "red" }));
  expect(told).toEqual(["1", "put 4"]);
});

test("an older record of a key beyond the window is superseded", () => {
  const { things, log } = filled("1", "2", "3");
  const late = log.append("1", { at: 2_000, color: "red" });
  read(things, log.append("1", { at: 3_000, color: "red" }));
  expect(things.apply(late, 3_000)).toBe("superseded");
});

test("what is buried leaves room, also for what has left before and changes again", () => {
  const { things, log } = filled("1", "2", "3");
  read(things, log.append("3", null));
  expect(shown(things, "red")).toEqual(["2@1000"]);
  read(things, log.append("1", { at: 2_000, color: "red" }));
  expect(shown(things, "red")).toEqual(["1@2000", "2@1000"]);
  expect(things.bygoneSince([0, 0])).toEqual([]);
});

test("what is buried beyond the window is told to those who may hold it", () => {
  const { things, log } = filled("1", "2", "3");
  const collector = things.collect();
  read(things, log.append("1", null), 5_000);
  expect(collector.take().removed).toEqual([{ key: "1", channels: ["color:red"] }]);
  read(things, log.append("0", null), 5_000);
  expect(collector.take().removed).toEqual([{ key: "0", channels: ["color:red"] }]);
  expect(things.removedSince(5_000)?.map(({ key }) => key)).toEqual(["1", "0"]);
});

test("equal places stand by key", () => {
  const even: Window<Thing> = { of: () => "all", order: () => 0, most: 2 };
  const things = emptyThings({ window: even });
  const log = new ThingLog();
  for (const id of ["b", "a", "c"]) read(things, log.append(id, { at: 1_000, color: "red" }));
  expect(shown(things, "all")).toEqual(["b@1000", "c@1000"]);
});

test("what does not go together with a window is refused when the view is declared", () => {
  const options = { channels: () => [], columns: {} };
  const horizon = { era: () => "", isOlder: () => false, spanMs: 1, most: 1 };
  const archive = {} as never;
  expect(() => view(thingTopic, { ...options, window, horizon })).toThrow("no expiry or horizon beside it");
  expect(() =>
    view(thingTopic, { ...options, window, expiry: { staleAfterMs: 1, removeAfterMs: 2 } }),
  ).toThrow(TypeError);
  expect(() => view(thingTopic, { ...options, archive })).toThrow("it needs a window");
  expect(() => view(thingTopic, { ...options, window, archive, lookBackMs: 1 })).toThrow(
    "reads all of the log",
  );
});
