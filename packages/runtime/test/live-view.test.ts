import { everything } from "../src/channel-index.ts";
import { emptyThings, read, type Thing, ThingLog } from "./things.ts";

const keys = (entries: ReadonlyMap<string, unknown>) => [...entries.keys()];

test("of each key only the newest value is held", () => {
  const view = emptyThings();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  read(view, log.append("b", { at: 2, color: "red" }));
  read(view, log.append("a", { at: 3, color: "red" }));
  expect([...view.entries()].map(({ value }) => value)).toEqual([
    { id: "a", at: 3, color: "red" },
    { id: "b", at: 2, color: "red" },
  ]);
});

test("an entry says where in the log it stands, and with which record it came into its channels", () => {
  const view = emptyThings();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }, 1));
  read(view, log.append("a", { at: 2, color: "blue" }, 1));
  read(view, log.append("a", { at: 3, color: "blue" }, 1));
  expect(view.get("a")).toMatchObject({
    partition: 1,
    offset: 2,
    enteredOffset: 1,
    channels: ["color:blue"],
  });
});

test("a channel holds the entries that are in it now, and no others", () => {
  const view = emptyThings();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  read(view, log.append("b", { at: 1, color: "red" }));
  read(view, log.append("a", { at: 2, color: "blue" }));
  expect(keys(view.in("color:red"))).toEqual(["b"]);
  expect(keys(view.in("color:blue"))).toEqual(["a"]);
  expect(keys(view.in(everything))).toEqual(["a", "b"]);
  expect(keys(view.in("color:none"))).toEqual([]);
});

test("a channel without entries is no longer named", () => {
  const view = emptyThings();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  read(view, log.append("a", { at: 2, color: "blue" }));
  expect([...view.channels]).toEqual(["color:blue"]);
});

test("a record that the domain refuses changes nothing, and the reason is answered", () => {
  const accept = (next: Thing, previous: Thing | undefined) =>
    previous !== undefined && next.at < previous.at ? "older" : undefined;
  const view = emptyThings({ accept });
  const log = new ThingLog();
  expect(read(view, log.append("a", { at: 5, color: "red" }))).toBeUndefined();
  expect(read(view, log.append("a", { at: 4, color: "blue" }))).toBe("older");
  expect(view.get("a")?.value).toEqual({ id: "a", at: 5, color: "red" });
});

test("the domain judges by the append time of the record, not by the clock of the replica", () => {
  const seen: number[] = [];
  const view = emptyThings({
    accept: (_next, _previous, appendedAt) => {
      seen.push(appendedAt);
      return undefined;
    },
  });
  read(view, new ThingLog().append("a", { at: 5, color: "red" }), 99_999);
  expect(seen).toEqual([5]);
});

test("a record read after a newer one of its key is superseded", () => {
  const view = emptyThings();
  const log = new ThingLog();
  const late = log.append("a", { at: 1, color: "red" });
  read(view, log.append("a", { at: 2, color: "blue" }));
  expect(view.apply(late, 2)).toBe("superseded");
  expect(view.get("a")?.value.color).toBe("blue");
});

test("a tombstone removes its key, and an older record does not bring it back", () => {
  const view = emptyThings();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  const late = log.append("a", { at: 2, color: "red" });
  read(view, log.append("a", null), 3);
  expect(view.size).toBe(0);
  expect(keys(view.in("color:red"))).toEqual([]);
  expect(view.apply(late, 3)).toBe("superseded");
});

test("a tombstone of an unknown key is told apart from one that removes", () => {
  const view = emptyThings();
  expect(read(view, new ThingLog().append("a", null))).toBe("tombstone");
});

const expiry = { staleAfterMs: 60, removeAfterMs: 300 };

test("an entry is stale from its age on, and removed from another age on", () => {
  const view = emptyThings({ expiry });
  read(view, new ThingLog().append("a", { at: 1_000, color: "red" }));
  const entry = view.get("a");
  if (entry === undefined) throw new Error("not applied");
  expect([1_059, 1_060].map((now) => view.stale(entry, now))).toEqual([false, true]);
  view.expire(1_299);
  expect(view.size).toBe(1);
  view.expire(1_300);
  expect(view.size).toBe(0);
});

test("a record that is too old to be shown is refused", () => {
  const view = emptyThings({ expiry });
  expect(read(view, new ThingLog().append("a", { at: 1_000, color: "red" }), 1_300)).toBe("expired");
  expect(view.size).toBe(0);
});

test("a removal is remembered until its key comes back", () => {
  const view = emptyThings({ expiry });
  const log = new ThingLog();
  read(view, log.append("a", { at: 1_000, color: "red" }));
  view.expire(1_300);
  expect(view.removedSince(1_300)).toMatchObject([{ key: "a", channels: ["color:red"], removedAt: 1_300 }]);
  expect(view.removedSince(1_301)).toEqual([]);
  read(view, log.append("a", { at: 1_400, color: "red" }));
  expect(view.removedSince(1_300)).toEqual([]);
});

test("a key that moves to another partition goes on from there", () => {
  const view = emptyThings();
  const log = new ThingLog();
  for (let at = 1; at < 5; at += 1) read(view, log.append("a", { at, color: "red" }, 0));
  expect(read(view, log.append("a", { at: 5, color: "red" }, 1))).toBeUndefined();
  expect(view.get("a")).toMatchObject({ partition: 1, offset: 0, enteredOffset: 0 });
});

test("readers that come from a replica which showed such a record are told of its end", () => {
  const view = emptyThings({ expiry });
  const collector = view.collect();
  read(view, new ThingLog().append("a", { at: 1_000, color: "red" }), 1_300);
  expect(collector.take()).toEqual({ changed: [], removed: [{ key: "a", channels: ["color:red"] }] });
  expect(view.removedSince(1_300)).toMatchObject([{ key: "a", channels: ["color:red"], enteredOffset: 0 }]);
});

test("what was too old twice is gone from both places it may have been shown in", () => {
  const view = emptyThings({ expiry: { staleAfterMs: 100, removeAfterMs: 300 } });
  const log = new ThingLog();
  // A replica that read in time took the first and refused the second as no newer: it shows red.
  read(view, log.append("a", { at: 1_000, color: "red" }), 1_300);
  read(view, log.append("a", { at: 1_000, color: "blue" }), 1_301);
  expect(view.removedSince(1_300)).toEqual([
    expect.objectContaining({ key: "a", channels: ["color:red", "color:blue"], offset: 1 }),
  ]);
});
