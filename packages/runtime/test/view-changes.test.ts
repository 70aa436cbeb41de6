import { emptyThings, read, ThingLog } from "./things.ts";

test("of a key that changed twice only the newest is told", () => {
  const view = emptyThings();
  const collector = view.collect();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  read(view, log.append("a", { at: 2, color: "red" }));
  const { changed } = collector.take();
  expect(changed.map(({ entry, channels }) => [entry.value.at, channels])).toEqual([[2, ["color:red"]]]);
});

test("a channel that an entry has left hears of it once", () => {
  const view = emptyThings();
  const collector = view.collect();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  collector.take();
  read(view, log.append("a", { at: 2, color: "green" }));
  read(view, log.append("a", { at: 3, color: "blue" }));
  expect(new Set(collector.take().changed[0]?.channels)).toEqual(
    new Set(["color:red", "color:green", "color:blue"]),
  );
  read(view, log.append("a", { at: 4, color: "blue" }));
  expect(collector.take().changed[0]?.channels).toEqual(["color:blue"]);
});

test("a removal is told to the channels the key was in, also to those it had just left", () => {
  const view = emptyThings();
  const collector = view.collect();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  collector.take();
  read(view, log.append("a", { at: 2, color: "blue" }));
  read(view, log.append("a", null));
  const { changed, removed } = collector.take();
  expect(changed).toEqual([]);
  expect(removed.map(({ key, channels }) => [key, new Set(channels)])).toEqual([
    ["a", new Set(["color:red", "color:blue"])],
  ]);
});

test("a key that was removed and came back is in both lists, removal to be told first", () => {
  const view = emptyThings();
  const collector = view.collect();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  read(view, log.append("a", null));
  read(view, log.append("a", { at: 2, color: "blue" }));
  const { changed, removed } = collector.take();
  expect(removed.map(({ key }) => key)).toEqual(["a"]);
  expect(changed.map(({ channels }) => channels)).toEqual([["color:blue"]]);
});

test("a key removed twice between two looks is told to the channels of both times", () => {
  const view = emptyThings();
  const collector = view.collect();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  collector.take();
  read(view, log.append("a", null));
  read(view, log.append("a", { at: 2, color: "blue" }));
  read(view, log.append("a", null));
  const { removed } = collector.take();
  expect(new Set(removed[0]?.channels)).toEqual(new Set(["color:red", "color:blue"]));
});

test("nothing is gathered for who has stopped collecting", () => {
  const view = emptyThings();
  const collector = view.collect();
  view.unwatch(collector);
  read(view, new ThingLog().append("a", { at: 1, color: "red" }));
  expect(collector.take()).toEqual({ changed: [], removed: [] });
});
