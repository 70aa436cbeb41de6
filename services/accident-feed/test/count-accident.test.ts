import { type Accident, accidentCount } from "@tributary/contracts";
import { emit, retract } from "@tributary/runtime";
import { countAccident, countedTogether, mostReplays, type ReplayCounts } from "../src/count-accident.ts";
import { anAccident, replays } from "./an-accident.ts";

/** The counts after these accidents in partition 3; each step gets a state that it cannot change. */
function countsAfter(accidents: readonly Accident[]): ReplayCounts {
  let counts: ReplayCounts | undefined;
  for (const value of accidents) {
    counts?.forEach(Object.freeze);
    [counts] = countAccident(counts && Object.freeze(counts), { value, partition: 3 });
  }
  return counts ?? [];
}

const of = (replay: string) => anAccident({ replay });

const one = {
  replay: replays[0],
  state: "OH",
  severityLevel: 2,
  hourOfWeek: 5,
  part: 3,
  accidentCount: 1,
};

test("accidents of one state, severity and hour of the local week are counted together", () => {
  expect(countedTogether({ value: anAccident() })).toBe("OH|2|5");
  expect(countedTogether({ value: anAccident({ startedLocal: "2022-06-12T23:00:00", state: "CA" }) })).toBe(
    "CA|2|167",
  );
});

test("the first of them is a count of one, with the partition that it lies in", () => {
  expect(countAccident(undefined, { value: anAccident(), partition: 3 })).toEqual([
    [{ replay: replays[0], accidentCount: 1 }],
    [emit(accidentCount, one)],
  ]);
});

test("one more is one more in its own replay", () => {
  const counts = countsAfter([of(replays[0]), of(replays[1]), of(replays[0])]);
  expect(counts).toEqual([
    { replay: replays[0], accidentCount: 2 },
    { replay: replays[1], accidentCount: 1 },
  ]);
  expect(countAccident(counts, { value: of(replays[0]), partition: 3 })[1]).toEqual([
    emit(accidentCount, { ...one, accidentCount: 3 }),
  ]);
});

test("a third replay takes back the count of the oldest, also when it began between the two", () => {
  const two = countsAfter([of(replays[2]), of(replays[0])]);
  expect(two).toHaveLength(mostReplays);
  const [counts, emits] = countAccident(two, { value: of(replays[1]), partition: 3 });
  expect(counts.map(({ replay }) => replay)).toEqual([replays[1], replays[2]]);
  expect(emits).toEqual([
    emit(accidentCount, { ...one, replay: replays[1] }),
    retract(accidentCount, `OH|2|5|3|${replays[0]}`),
  ]);
});

test("an accident of a replay older than both that are kept is not counted", () => {
  const two = countsAfter([of(replays[1]), of(replays[2])]);
  expect(countAccident(two, { value: of(replays[0]), partition: 3 })).toEqual([two, []]);
});
