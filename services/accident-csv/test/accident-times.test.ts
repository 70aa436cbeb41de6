import { RowFault } from "@tributary/csv-replay";
import { type TimeTexts, timesOf } from "../src/accident-times.ts";
import type { DateOrder } from "../src/written-time.ts";

const plain: TimeTexts = {
  start: "2016-02-08 00:37:08",
  end: "2016-02-08 06:37:08",
  weather: "2016-02-08 00:53:00",
  zone: "US/Eastern",
  state: "OH",
};

function times(changes: Partial<TimeTexts> = {}, order: DateOrder = "year") {
  const { startedAt, endedAt, weatherObservedAt, ...rest } = timesOf({ ...plain, ...changes }, order);
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...rest,
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    weatherObservedAt: iso(weatherObservedAt),
  };
}

function refusal(changes: Partial<TimeTexts>, order: DateOrder = "year") {
  try {
    timesOf({ ...plain, ...changes }, order);
  } catch (error) {
    if (error instanceof RowFault) return [error.column, error.reason, error.message];
    throw error;
  }
  throw new Error("not refused");
}

test("times are read by the clocks of the row's zone", () => {
  expect(times()).toEqual({
    startedAt: "2016-02-08T05:37:08.000Z",
    endedAt: "2016-02-08T11:37:08.000Z",
    weatherObservedAt: "2016-02-08T05:53:00.000Z",
    timeZone: "America/New_York",
    startedLocal: "2016-02-08T00:37:08",
    timeNotes: null,
  });
  expect(times({ zone: "US/Pacific" })).toMatchObject({ startedAt: "2016-02-08T08:37:08.000Z" });
  expect(times({ start: "2016-07-08 00:37:08", zone: "US/Mountain" })).toMatchObject({
    startedAt: "2016-07-08T06:37:08.000Z",
    timeZone: "America/Denver",
  });
});

test("a fraction stays in the local time and is cut off in the instant", () => {
  expect(times({ start: "2022-02-16 19:17:05.123987654" })).toMatchObject({
    startedAt: "2022-02-17T00:17:05.123Z",
    startedLocal: "2022-02-16T19:17:05.123987654",
  });
});

test("a spreadsheet's time has no seconds", () => {
  const copy = { start: "08/02/2016 00:37", end: "08/02/2016 06:37", weather: "08/02/2016 00:53" };
  expect(times(copy, "day")).toEqual({
    ...times(),
    startedAt: "2016-02-08T05:37:00.000Z",
    endedAt: "2016-02-08T11:37:00.000Z",
    startedLocal: "2016-02-08T00:37:00",
  });
});

test("without a zone that of most of the state is taken, and noted", () => {
  for (const zone of ["", "NaN"]) {
    expect(times({ zone, state: "TX" })).toMatchObject({
      startedAt: "2016-02-08T06:37:08.000Z",
      timeZone: "America/Chicago",
      timeNotes: "zoneAssumed",
    });
  }
});

test("a time that the clocks left out is taken an hour later, and noted", () => {
  const skipped = {
    start: "2022-03-13 02:30:00",
    end: "2022-03-13 02:45:00",
    weather: "2022-03-13 02:53:00",
  };
  expect(times(skipped)).toEqual({
    startedAt: "2022-03-13T07:30:00.000Z",
    endedAt: "2022-03-13T07:45:00.000Z",
    weatherObservedAt: "2022-03-13T07:53:00.000Z",
    timeZone: "America/New_York",
    startedLocal: "2022-03-13T02:30:00",
    timeNotes: "startSkipped,endSkipped,weatherSkipped",
  });
  expect(times({ ...skipped, zone: "America/Phoenix" }).timeNotes).toBeNull();
});

test("of a time shown twice the first is taken, and noted", () => {
  const doubled = {
    start: "2022-11-06 01:30:00",
    end: "2022-11-06 01:45:00",
    weather: "2022-11-06 01:20:00",
  };
  expect(times(doubled)).toMatchObject({
    startedAt: "2022-11-06T05:30:00.000Z",
    endedAt: "2022-11-06T05:45:00.000Z",
    weatherObservedAt: "2022-11-06T05:20:00.000Z",
    timeNotes: "startDoubled,endDoubled,weatherDoubled",
  });
});

test("an end that would precede the start is the second of a time shown twice", () => {
  const doubled = { start: "2022-11-06 01:30:00", end: "2022-11-06 01:10:00" };
  expect(times(doubled)).toMatchObject({
    startedAt: "2022-11-06T05:30:00.000Z",
    endedAt: "2022-11-06T06:10:00.000Z",
  });
  // Clocks that are not put back do not save it.
  expect(times({ start: "2022-11-07 01:30:00", end: "2022-11-07 01:10:00" }).endedAt).toBe(
    "2022-11-07T06:10:00.000Z",
  );
});

test("end and weather may be missing, a start may not", () => {
  expect(times({ end: "", weather: "" })).toMatchObject({ endedAt: null, weatherObservedAt: null });
  expect(refusal({ start: "" })).toEqual([
    "Start_Time",
    "missing",
    "Start_Time is blank, and no accident is without it",
  ]);
});

test("what is no time, no day, or could be two days is refused, each in its words", () => {
  expect(refusal({ start: "3" })).toEqual([
    "Start_Time",
    "not_a_time",
    'Start_Time is "3", not a time such as 2016-02-08 00:37:08',
  ]);
  expect(refusal({ end: "2015-02-29 10:00:00" })).toEqual([
    "End_Time",
    "no_such_time",
    'End_Time is "2015-02-29 10:00:00", not a day of the calendar with a time of the clock',
  ]);
  expect(refusal({ start: "13/14/2016 00:37" }, "day")).toEqual([
    "Start_Time",
    "no_such_time",
    'Start_Time is "13/14/2016 00:37", not a day of the calendar with a time of the clock',
  ]);
  expect(refusal({ weather: "08/02/2016 00:53" })).toEqual([
    "Weather_Timestamp",
    "unsettled_date",
    'Weather_Timestamp is "08/02/2016 00:53", not as the first times of the file, 2016-02-08: which part is the month is not known',
  ]);
});

test("an unknown zone is refused, and so is a state without one", () => {
  expect(refusal({ zone: "US/Nowhere" })).toEqual([
    "Timezone",
    "unknown_zone",
    'Timezone is "US/Nowhere", not a zone of the United States, such as US/Eastern',
  ]);
  expect(refusal({ zone: "", state: "XX" })).toEqual([
    "Timezone",
    "missing",
    'Timezone is blank, and the state "XX" has none either',
  ]);
});
