import fc from "fast-check";
import type { LiveView } from "../src/live-view.ts";
import type { Horizon } from "../src/view.ts";
import type { ViewRecord } from "../src/view-record.ts";
import { emptyThings, read, type Thing, ThingLog } from "./things.ts";

/** The color is the era; `green` began after `blue`, and `red` after both. */
const horizon: Horizon<Thing> = {
  era: ({ color }) => color,
  isOlder: (a, b) => a < b,
  spanMs: 100,
  most: 3,
};

const shown = (view: LiveView<Thing>) =>
  [...view.entries()].map(({ key, value }) => `${key}@${value.at}`).sort();

test("what lies further back than the span from the newest event time goes, and is told as a removal", () => {
  const view = emptyThings({ horizon });
  const log = new ThingLog();
  for (const [id, at] of [
    ["a", 1_000],
    ["b", 1_050],
  ] as const)
    read(view, log.append(id, { at, color: "red" }));
  const collector = view.collect();
  read(view, log.append("c", { at: 1_100, color: "red" }), 5_000);
  expect(shown(view)).toEqual(["a@1000", "b@1050", "c@1100"]);
  read(view, log.append("d", { at: 1_101, color: "red" }), 5_000);
  expect(shown(view)).toEqual(["b@1050", "c@1100", "d@1101"]);
  expect(collector.take().removed).toEqual([{ key: "a", channels: ["color:red"] }]);
  expect(view.removedSince(5_000)).toMatchObject([{ key: "a", removedAt: 5_000 }]);
});

test("a record that comes too late is refused, and readers of a replica that showed it hear of its end", () => {
  const view = emptyThings({ horizon });
  const log = new ThingLog();
  read(view, log.append("a", { at: 1_000, color: "red" }));
  const collector = view.collect();
  expect(read(view, log.append("b", { at: 899, color: "red" }))).toBe("beyond_horizon");
  expect(read(view, log.append("c", { at: 900, color: "red" }))).toBeUndefined();
  expect(shown(view)).toEqual(["a@1000", "c@900"]);
  expect(collector.take().removed).toEqual([{ key: "b", channels: ["color:red"] }]);
});

test("of more than there is room for the oldest by event time leave first, of equal ones the first in the log", () => {
  const view = emptyThings({ horizon });
  const log = new ThingLog();
  for (const [id, at] of [
    ["a", 50],
    ["b", 20],
    ["c", 20],
  ] as const)
    read(view, log.append(id, { at, color: "red" }));
  read(view, log.append("d", { at: 30, color: "red" }));
  expect(shown(view)).toEqual(["a@50", "c@20", "d@30"]);
  expect(read(view, log.append("e", { at: 10, color: "red" }))).toBe("beyond_horizon");
  read(view, log.append("f", { at: 40, color: "red" }));
  expect(shown(view)).toEqual(["a@50", "d@30", "f@40"]);
});

test("an era that began later takes the place of all earlier ones, however old its times are", () => {
  const view = emptyThings({ horizon });
  const log = new ThingLog();
  read(view, log.append("a", { at: 1_000, color: "green" }));
  read(view, log.append("c", { at: 1_001, color: "green" }));
  const collector = view.collect();
  read(view, log.append("a", { at: 5, color: "red" }));
  expect(shown(view)).toEqual(["a@5"]);
  expect(collector.take()).toMatchObject({
    changed: [{ entry: { key: "a" }, channels: ["color:red", "color:green"] }],
    removed: [{ key: "c", channels: ["color:green"] }],
  });
  expect(read(view, log.append("e", { at: 1_002, color: "green" }))).toBe("older_era");
  expect(shown(view)).toEqual(["a@5"]);
});

test("a key of the newest era stays when a record of an older one repeats it", () => {
  const view = emptyThings({ horizon });
  const log = new ThingLog();
  read(view, log.append("a", { at: 5, color: "red" }));
  expect(read(view, log.append("a", { at: 1_000, color: "green" }))).toBe("older_era");
  expect(view.get("a")?.value).toEqual({ id: "a", at: 5, color: "red" });
});

test("a key whose newest value is too old is not shown with the value before", () => {
  const view = emptyThings({ horizon });
  const log = new ThingLog();
  read(view, log.append("a", { at: 1_000, color: "red" }));
  expect(read(view, log.append("a", { at: 10, color: "red" }))).toBe("beyond_horizon");
  expect(shown(view)).toEqual([]);
});

test("what the domain refuses does not move the horizon, and is judged by itself alone", () => {
  const previous: unknown[] = [];
  const accept = (next: Thing, before: Thing | undefined) => {
    previous.push(before);
    return next.at > 9_000 ? "future" : undefined;
  };
  const view = emptyThings({ horizon, accept });
  const log = new ThingLog();
  read(view, log.append("a", { at: 1_000, color: "red" }));
  expect(read(view, log.append("a", { at: 9_001, color: "red" }))).toBe("future");
  expect(read(view, log.append("b", { at: 901, color: "red" }))).toBeUndefined();
  expect(previous).toEqual([undefined, undefined, undefined]);
});

const ids = ["a", "bb", "c", "dd", "e", "ff", "g", "hh"];
const records = fc.array(
  fc.record({
    id: fc.constantFrom(...ids),
    value: fc.option(
      fc.record({ at: fc.integer({ min: 0, max: 60 }), color: fc.constantFrom("blue", "green", "red") }),
      { freq: 8 },
    ),
  }),
  { maxLength: 60, size: "max" },
);

/** The same by sorting all records: the newest value of each key, where it is in the newest `most` of the newest era. */
function naively(log: readonly ViewRecord<Thing>[], { spanMs, most }: Horizon<Thing>): readonly string[] {
  const values = log.flatMap(({ value, ...place }) => (value === null ? [] : [{ ...place, value }]));
  const era = values
    .map(({ value }) => value.color)
    .sort()
    .at(-1);
  const ofEra = values.filter(({ value }) => value.color === era);
  const newest = Math.max(...ofEra.map(({ value }) => value.at));
  const within = new Set(
    ofEra
      .filter(({ value }) => value.at >= newest - spanMs)
      .sort((a, b) => b.value.at - a.value.at || b.partition - a.partition || b.offset - a.offset)
      .slice(0, most)
      .map(({ partition, offset }) => `${partition}/${offset}`),
  );
  return ids
    .flatMap((id) => {
      const last = log
        .filter(({ key, value }) => key === id && (value === null || value.color === era))
        .at(-1);
      return last?.value && within.has(`${last.partition}/${last.offset}`) ? [`${id}@${last.value.at}`] : [];
    })
    .sort();
}

test("replicas that read the partitions in different orders end with what a sort of all records gives", () => {
  fc.assert(
    fc.property(
      records,
      fc.array(fc.boolean(), { maxLength: 60, size: "max" }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (given, turns, spanMs, most) => {
        const log = new ThingLog();
        for (const { id, value } of given) log.append(id, value);
        const limits = { ...horizon, spanMs, most };
        const [first, other] = [emptyThings({ horizon: limits }), emptyThings({ horizon: limits })];
        for (const record of log.records) {
          read(first, record);
          expect(first.size).toBeLessThanOrEqual(most);
        }
        const queues = [0, 1].map((partition) => log.records.filter((each) => each.partition === partition));
        for (const turn of turns) {
          const record = queues[turn ? 1 : 0]?.shift();
          if (record !== undefined) read(other, record);
        }
        for (const record of queues.toReversed().flat()) read(other, record);
        const due = naively(log.records, limits);
        expect(shown(first)).toEqual(due);
        expect(shown(other)).toEqual(due);
      },
    ),
    { numRuns: 2_000 },
  );
});
