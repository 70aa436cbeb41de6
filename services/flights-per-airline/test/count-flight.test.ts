import { type AirlineDayCount, airlineDayCount, type Flight } from "@tributary/contracts";
import { emit, retract } from "@tributary/runtime";
import { type AirlineDay, countFlight, mostReplays } from "../src/count-flight.ts";
import { aFlight, dayOf, replays } from "./a-flight.ts";

/** The day after these flights; each step gets a state that it cannot change. */
function dayAfter(flights: readonly Flight[]): AirlineDay {
  let day: AirlineDay | undefined;
  for (const value of flights) {
    day?.forEach(Object.freeze);
    [day] = countFlight(day && Object.freeze(day), { value });
  }
  return day ?? [];
}

const oneFlight: AirlineDayCount = {
  replay: replays[0],
  airline: "AA",
  scheduledDate: dayOf("2015-02-28"),
  flightCount: 1,
  cancelledCount: 0,
  divertedCount: 0,
  departedLateCount: 0,
  arrivedLateCount: 0,
  departedCount: 1,
  arrivedCount: 1,
  departureDelayTotalMinutes: 0,
  arrivalDelayTotalMinutes: 0,
};

test("the first flight of an airline and day is a count of one, and is told", () => {
  expect(countFlight(undefined, { value: aFlight() })).toEqual([
    [oneFlight],
    [emit(airlineDayCount, oneFlight)],
  ]);
});

test("late from 15 minutes on, blanks are no zeros, early ones are negative, and cancelled flights are flights", () => {
  const flights = [
    aFlight({ departureDelayMinutes: 14, arrivalDelayMinutes: 15 }),
    aFlight({ departureDelayMinutes: 15, arrivalDelayMinutes: 14 }),
    aFlight({ departureDelayMinutes: null, arrivalDelayMinutes: null, cancelled: true }),
    aFlight({ departureDelayMinutes: 0, arrivalDelayMinutes: null, diverted: true }),
    aFlight({ departureDelayMinutes: -5, arrivalDelayMinutes: -22 }),
  ];
  expect(dayAfter(flights)).toEqual([
    {
      ...oneFlight,
      flightCount: 5,
      cancelledCount: 1,
      divertedCount: 1,
      departedLateCount: 1,
      arrivedLateCount: 1,
      departedCount: 4,
      arrivedCount: 3,
      departureDelayTotalMinutes: 24,
      arrivalDelayTotalMinutes: 7,
    },
  ]);
});

test("a flight that was cancelled after it had left the gate has departed late and is cancelled", () => {
  const flights = [aFlight({ departureDelayMinutes: 90, arrivalDelayMinutes: null, cancelled: true })];
  expect(dayAfter(flights)).toMatchObject([
    { flightCount: 1, cancelledCount: 1, departedLateCount: 1, departedCount: 1, arrivedCount: 0 },
  ]);
});

test("replays are counted apart, in the order in which they began, whichever comes first", () => {
  const of = (replay: string) => aFlight({ replay });
  const day = dayAfter([of(replays[4]), of(replays[1]), of(replays[3]), of(replays[1])]);
  expect(day.map(({ replay, flightCount }) => [replay, flightCount])).toEqual([
    [replays[1], 2],
    [replays[3], 1],
    [replays[4], 1],
  ]);
});

test("a fifth replay takes back the count of the oldest", () => {
  const four = dayAfter(replays.slice(0, 4).map((replay) => aFlight({ replay })));
  const [day, emits] = countFlight(four, { value: aFlight({ replay: replays[4] }) });
  expect(day.map(({ replay }) => replay)).toEqual(replays.slice(1, 5));
  expect(emits).toEqual([
    emit(airlineDayCount, { ...oneFlight, replay: replays[4] }),
    retract(airlineDayCount, `AA|2015-02-28|${replays[0]}`),
  ]);
});

test("a fifth replay that began between others takes back the oldest as well", () => {
  const four = dayAfter([0, 1, 3, 4].map((index) => aFlight({ replay: String(replays[index]) })));
  const [day] = countFlight(four, { value: aFlight({ replay: replays[2] }) });
  expect(day.map(({ replay }) => replay)).toEqual(replays.slice(1, 5));
});

test("a flight of a replay older than all that are kept is not counted", () => {
  const four = dayAfter(replays.slice(1, 5).map((replay) => aFlight({ replay })));
  expect(four).toHaveLength(mostReplays);
  expect(countFlight(four, { value: aFlight() })).toEqual([four, []]);
});
