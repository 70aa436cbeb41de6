import { type Accident, type AccidentCount, accidentCount } from "@tributary/contracts";
import type { ViewEntry } from "@tributary/runtime";
import fc from "fast-check";
import { countAccident, countedTogether, type ReplayCounts } from "../src/count-accident.ts";
import { CountTable } from "../src/count-table.ts";
import { hourOfWeek } from "../src/hour-of-week.ts";
import { anAccident, replays } from "./an-accident.ts";

const accidents = fc.array(
  fc.record({
    partition: fc.nat({ max: 2 }),
    replay: fc.constantFrom(...replays),
    state: fc.constantFrom("CA", "OH"),
    severityLevel: fc.integer({ min: 1, max: 4 }),
    startedLocal: fc.constantFrom("2016-02-08T00:10:00", "2016-02-08T00:50:00", "2022-06-12T23:00:00"),
  }),
  { maxLength: 150, size: "max" },
);

type Given = Partial<Accident> & { readonly partition: number };

const entryOf = (value: AccidentCount): ViewEntry<AccidentCount> => ({
  key: accidentCount.key(value),
  value,
  eventTime: 0,
  partition: 0,
  offset: 0,
  appendedAt: 0,
  channels: [],
  enteredOffset: 0,
});

/** What the table holds when all are counted in this order, each partition by itself. */
function counted(given: readonly Given[]): CountTable {
  const states = new Map<string, ReplayCounts>();
  const shown = new Map<string, ViewEntry<AccidentCount>>();
  const table = new CountTable();
  for (const { partition, ...facts } of given) {
    const value = anAccident(facts);
    const key = `${partition} ${countedTogether({ value })}`;
    const [counts, emits] = countAccident(states.get(key), { value, partition });
    states.set(key, Object.freeze(counts));
    for (const { value: count, retracted } of emits) {
      if (retracted === undefined) {
        const entry = entryOf(count as AccidentCount);
        table.put(entry, shown.get(entry.key));
        shown.set(entry.key, entry);
      } else {
        table.remove({ key: retracted, channels: [] }, shown.get(retracted));
        shown.delete(retracted);
      }
    }
  }
  return table;
}

/** Accidents that count: those of the newest two replays of each partition, state, severity and hour. */
function kept(given: readonly Given[]): readonly Given[] {
  const together = Map.groupBy(
    given,
    (each) => `${each.partition} ${countedTogether({ value: anAccident(each) })}`,
  );
  return [...together.values()].flatMap((of) => {
    const newest = replays.filter((replay) => of.some((each) => each.replay === replay)).slice(-2);
    return of.filter(({ replay }) => newest.some((each) => each === replay));
  });
}

test("in whatever order accidents come, the totals are a recount of the newest two replays of each count", () => {
  fc.assert(
    fc.property(accidents, (given) => {
      const table = counted(given);
      const due = kept(given);
      const there = replays.filter((replay) => due.some((each) => each.replay === replay));
      expect(table.replays.map(({ replay }) => replay)).toEqual(there.toReversed());
      for (const replay of replays) {
        const of = due.filter((each) => each.replay === replay);
        const { accidents: total, states, hours } = table.totals(replay);
        expect(total).toBe(of.length);
        const names = [...new Set(of.map(({ state }) => String(state)))].sort();
        expect(states).toEqual(
          names.map((state) => ({
            state,
            severities: [1, 2, 3, 4].map(
              (level) => of.filter((each) => each.state === state && each.severityLevel === level).length,
            ),
          })),
        );
        for (const [index, row] of hours.entries()) {
          const ofLevel = of.filter(({ severityLevel }) => severityLevel === index + 1);
          const began = ofLevel.map(({ startedLocal = "" }) => hourOfWeek(startedLocal));
          const perHour = Array.from(
            { length: 168 },
            (_, hour) => began.filter((each) => each === hour).length,
          );
          expect(row).toEqual(perHour);
        }
      }
    }),
    { numRuns: 200 },
  );
});
