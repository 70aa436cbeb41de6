import type { Accident } from "@tributary/contracts";
import { anAccident } from "../test/an-accident.ts";

/** As many as the whole file has, on the average. */
const accidentsPerWeek = 20_600;
const weekMs = 604_800_000;
const hourMs = 3_600_000;
const began = Date.UTC(2016, 1, 8, 5);

/** Shares of severity 1 to 4 in the whole file, summed up. */
const severityUpTo = [0.0087, 0.8054, 0.9735, 1];

const states =
  "CA FL TX SC NY NC VA PA MN OR AZ GA IL TN MI LA NJ OH MD WA AL CO OK UT CT MO NE MA IN DC WI RI KY NV MS IA DE NH KS AR ID NM WV MT ND ME WY VT SD".split(
    " ",
  );

/**
 * `count` accidents of one replay in the order of their times, from number `from` on: as many a week as in the whole file,
 * states by a falling curve (the first five have a half of all), more by day than by night. The same for the same numbers.
 */
export function* accidentStream(replay: string, from: number, count: number): Generator<Accident> {
  for (let index = from; index < from + count; index++) {
    const startedAt = Math.round(began + (index * weekMs) / accidentsPerWeek);
    const night = new Date(startedAt).getUTCHours() < 10 && chance(index, 1) < 0.6 ? 8 * hourMs : 0;
    const level = chance(index, 2);
    yield anAccident({
      replay,
      lineNumber: index + 2,
      accidentId: `A-${index + 1}`,
      state: states[Math.floor(states.length * chance(index, 3) ** 2.6)] ?? "CA",
      severityLevel: 1 + severityUpTo.findIndex((share) => level < share),
      startedAt,
      startedLocal: new Date(startedAt - 5 * hourMs + night).toISOString().slice(0, 19),
      startLatitude: 25 + 23 * chance(index, 4),
      startLongitude: -124 + 57 * chance(index, 5),
    });
  }
}

/** From 0 up to 1, drawn by the numbers: the finaliser of MurmurHash3. */
function chance(index: number, draw: number): number {
  let hash = Math.imul(index * 8 + draw, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
