import { isMissing, RowFault } from "@tributary/csv-replay";
import { refuse } from "./accident-texts.ts";
import { isoOfLocal, localTime } from "./local-time.ts";
import { clockOfState, clockOfZone } from "./us-zones.ts";
import { type DateOrder, publishedTime, sheetTime } from "./written-time.ts";
import type { Stretch, ZoneClock } from "./zone-clock.ts";

/** The columns that times are made of. */
export interface TimeTexts {
  readonly start: string;
  readonly end: string;
  readonly weather: string;
  readonly zone: string;
  /** As the contract has it. */
  readonly state: string;
}

/** Instants in milliseconds since the epoch; see the fields of the contract by the same names. */
export interface AccidentTimes {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly weatherObservedAt: number | null;
  readonly timeZone: string;
  readonly startedLocal: string;
  readonly timeNotes: string | null;
}

/**
 * Local times as instants, by the clocks of the row's zone. Throws a `RowFault` for what is no time, and for zones not known. What had
 * to be assumed is said in `timeNotes`, in the contract's words.
 */
export function timesOf(texts: TimeTexts, order: DateOrder): AccidentTimes {
  const isZoneGiven = !isMissing(texts.zone);
  const clock = isZoneGiven ? givenClock(texts.zone) : assumedClock(texts.state);
  let notes = isZoneGiven ? "" : ",zoneAssumed";

  const start = publishedTime(texts.start, order);
  const startLocal = read("Start_Time", texts.start, start);
  const started = clock.stretch(startLocal);
  const startedAt = startLocal - started.offsetMs;
  let endedAt: number | null = null;
  let ended: Stretch | undefined;
  if (!isMissing(texts.end)) {
    const local = read("End_Time", texts.end, publishedTime(texts.end, order));
    ended = clock.stretch(local);
    endedAt = local - ended.offsetMs;
    if (endedAt < startedAt) endedAt = local - ended.laterOffsetMs;
  }
  let weatherObservedAt: number | null = null;
  let observed: Stretch | undefined;
  if (!isMissing(texts.weather)) {
    const local = read("Weather_Timestamp", texts.weather, publishedTime(texts.weather, order));
    observed = clock.stretch(local);
    weatherObservedAt = local - observed.offsetMs;
  }
  if (started.kind === "skipped") notes += ",startSkipped";
  if (ended?.kind === "skipped") notes += ",endSkipped";
  if (observed?.kind === "skipped") notes += ",weatherSkipped";
  if (started.kind === "doubled") notes += ",startDoubled";
  if (ended?.kind === "doubled") notes += ",endDoubled";
  if (observed?.kind === "doubled") notes += ",weatherDoubled";
  return {
    startedAt,
    endedAt,
    weatherObservedAt,
    timeZone: clock.name,
    startedLocal: isoOfLocal(start),
    timeNotes: notes === "" ? null : notes.slice(1),
  };
}

function givenClock(zone: string): ZoneClock {
  return (
    clockOfZone(zone) ??
    refuse("Timezone", zone, "unknown_zone", "a zone of the United States, such as US/Eastern")
  );
}

function assumedClock(state: string): ZoneClock {
  const clock = clockOfState(state);
  if (clock !== undefined) return clock;
  throw new RowFault("Timezone", "missing", `Timezone is blank, and the state "${state}" has none either`);
}

function read(column: string, given: string, published: string): number {
  const local = localTime(published);
  if (!Number.isNaN(local)) return local;
  if (/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/.test(published))
    refuse(column, given, "no_such_time", "a day of the calendar with a time of the clock");
  if (sheetTime(published) !== undefined)
    refuse(
      column,
      given,
      "unsettled_date",
      "as the first times of the file, 2016-02-08: which part is the month is not known",
    );
  return refuse(column, given, "not_a_time", "a time such as 2016-02-08 00:37:08");
}
