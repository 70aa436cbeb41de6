const DAY_MS = 86_400_000;

/** Flights of 2015 by airline, in thousands; US Airways flew until June. */
const YEAR: Readonly<Record<string, number>> = {
  WN: 1262,
  DL: 876,
  AA: 726,
  OO: 588,
  EV: 572,
  UA: 516,
  MQ: 295,
  B6: 267,
  US: 397,
  AS: 173,
  NK: 117,
  F9: 91,
  HA: 76,
  VX: 62,
};
const WEEKDAY = [1.04, 1.01, 1.02, 1.04, 1.04, 0.85, 0.99];

export const fakeAirlines: readonly string[] = Object.keys(YEAR);
export const firstDay = Date.parse("2015-01-01") / DAY_MS;
export const lastDay = Date.parse("2015-12-31") / DAY_MS;

export const countColumns = [
  "replay",
  "airline",
  "date",
  "flights",
  "cancelled",
  "diverted",
  "departedLate",
  "arrivedLate",
  "departed",
  "arrived",
  "departureDelayMinutes",
  "arrivalDelayMinutes",
] as const;

/** One row of a stand-in's table: for the page's tests only. */
export interface FakeCount {
  readonly replay: string;
  readonly airline: string;
  readonly date: string;
  readonly flights: number;
  readonly cancelled: number;
  readonly diverted: number;
  readonly departedLate: number;
  readonly arrivedLate: number;
  readonly departed: number;
  readonly arrived: number;
  readonly departureDelayMinutes: number;
  readonly arrivalDelayMinutes: number;
}

export const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The count of an airline's day as a pure function, `part` of it counted; undefined on a day without flights. */
export function fakeCount(replay: string, airline: string, day: number, part = 1): FakeCount | undefined {
  if (airline === "US" && day > Date.parse("2015-06-30") / DAY_MS) return undefined;
  if (airline === "HA" && isoDay(day) === "2015-02-10") return undefined;
  const chance = noise(`${airline} ${day}`);
  const season = 1 + 0.06 * Math.sin(((day - firstDay - 100) / 365) * 2 * Math.PI);
  const weekday = WEEKDAY[(day + 3) % 7] ?? 1;
  const usual = ((YEAR[airline] ?? 50) * 1000) / 365;
  const flights = Math.max(1, Math.round(usual * season * weekday * (0.98 + 0.04 * chance) * part));
  const isStorm = day >= firstDay + 25 && day <= firstDay + 27;
  const cancelled = Math.round(flights * (isStorm ? 0.24 : 0.008 + 0.02 * noise(`c${day}${airline}`)));
  const diverted = Math.round(flights * 0.0026 * (0.5 + chance));
  const arrived = flights - cancelled - diverted;
  const arrivedLate = Math.round(arrived * (0.12 + 0.14 * noise(`l${day}`) + (isStorm ? 0.2 : 0)));
  return {
    replay,
    airline,
    date: isoDay(day),
    flights,
    cancelled,
    diverted,
    departedLate: arrivedLate,
    arrivedLate,
    departed: flights - cancelled,
    arrived,
    departureDelayMinutes: arrivedLate * 30,
    arrivalDelayMinutes: arrivedLate * 28,
  };
}

/** FNV-1a, 32 bit, as a number from 0 to 1. */
function noise(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return (value % 10_007) / 10_007;
}
