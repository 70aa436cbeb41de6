import { everything } from "../src/channel-index.ts";
import { PositionHistory } from "../src/position-history.ts";
import { knownBy, missedSince } from "../src/resumption.ts";
import { emptyThings, read, ThingLog } from "./things.ts";

function replica() {
  const view = emptyThings({ expiry: { staleAfterMs: 60_000, removeAfterMs: 300_000 } });
  const history = new PositionHistory();
  return { view, history, log: new ThingLog() };
}

const start = 1_000_000;

test.each([
  [undefined, "first_visit"],
  ["", "first_visit"],
  ["nonsense", "unreadable_id"],
  ["other:0.0", "other_log"],
  ["log:0", "other_log"],
  ["log:2.0", "ahead"],
  ["log:0.0", "too_long_ago"],
])("the id %j gets everything anew: %s", (id, reason) => {
  const { view, history, log } = replica();
  read(view, log.append("a", { at: start, color: "red" }, 0));
  history.add(view.progress.position, view.appendedUntil, start);
  expect(knownBy(id, view, history)).toBe(reason);
});

test("an id this replica has reached is resumed, from the append time it includes", () => {
  const { view, history, log } = replica();
  read(view, log.append("a", { at: start, color: "red" }, 0));
  history.add(view.progress.position, view.appendedUntil, start + 500);
  read(view, log.append("b", { at: start + 2_000, color: "red" }, 0));
  history.add(view.progress.position, view.appendedUntil, start + 2_500);
  expect(knownBy("log:1.0", view, history)).toEqual({ position: [1, 0], since: start });
});

test("what changed since is told, newest only, and what did not change is not", () => {
  const { view, log } = replica();
  read(view, log.append("a", { at: start, color: "red" }, 0));
  read(view, log.append("b", { at: start, color: "red" }, 0));
  read(view, log.append("b", { at: start + 1, color: "red" }, 0));
  read(view, log.append("b", { at: start + 2, color: "red" }, 0));
  const missed = missedSince({ position: [2, 0], since: start }, ["color:red"], view);
  expect(missed?.changed.map(({ entries }) => entries.map(({ value }) => [value.id, value.at]))).toEqual([
    [["b", start + 2]],
  ]);
  expect(missed?.removed).toEqual([]);
});

test("what has left the channels since is removed, what left them before is not", () => {
  const { view, log } = replica();
  read(view, log.append("early", { at: start, color: "red" }, 0));
  read(view, log.append("late", { at: start, color: "red" }, 0));
  read(view, log.append("early", { at: start + 1, color: "blue" }, 0));
  read(view, log.append("late", { at: start + 2, color: "blue" }, 0));
  read(view, log.append("early", { at: start + 3, color: "blue" }, 0));
  expect(missedSince({ position: [3, 0], since: start }, ["color:red"], view)?.removed).toEqual(["late"]);
  expect(missedSince({ position: [3, 0], since: start }, [everything], view)?.removed).toEqual([]);
});

test("what was removed from the view since is told to whoever may have held it", () => {
  const { view, log } = replica();
  read(view, log.append("red", { at: start, color: "red" }, 0));
  read(view, log.append("blue", { at: start, color: "blue" }, 0));
  read(view, log.append("crossed", { at: start, color: "red" }, 0));
  read(view, log.append("crossed", { at: start + 1, color: "blue" }, 0));
  view.expire(start + 400_000);
  const known = { position: [3, 0], since: start + 350_000 };
  expect(missedSince(known, ["color:red"], view)?.removed).toEqual(["red", "crossed"]);
});

test("when removals are forgotten nothing can be told but everything", () => {
  const { view, log } = replica();
  read(view, log.append("a", { at: start, color: "red" }, 0));
  view.expire(start + 300_000);
  view.expire(start + 300_000 + 15 * 60_000);
  expect(missedSince({ position: [1, 0], since: start }, ["color:red"], view)).toBeUndefined();
});
