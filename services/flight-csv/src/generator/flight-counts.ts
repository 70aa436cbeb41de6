import { fittedTable, shares } from "@tributary/csv-replay/generating";
import { days2015, daysOfMonths, firstDayOfMonth, monthOfDay, weekdayOfDay } from "./calendar-2015.ts";
import { airlines2015, flightsOfAirlines, flightsOfMonths, flightsOfWeekdays } from "./published-figures.ts";

const months = 12;
/** Days with fewer flights than their weekday says, day of the year from 0: 4 July, Thanksgiving, 24, 25 and 31 December. */
const quietDays = new Map([
  [184, 0.85],
  [329, 0.7],
  [357, 0.85],
  [358, 0.75],
  [364, 0.9],
]);
/** US Airways reported for the last time in June; from July on its flights are American's. */
const lastMonthOfUs = 5;
const growthOfAmericanInJuly = 77 / 44;

/** Flights of each airline in each month: both sums as published. */
export function flightsOfAirlineMonths(flights: number): Int32Array {
  const weights = airlines2015.flatMap((airline, index) =>
    flightsOfMonths.map(
      (ofMonth, month) => ofMonth * (flightsOfAirlines[index] ?? 0) * share(airline, month),
    ),
  );
  return fittedTable(weights, shares(flights, flightsOfAirlines), shares(flights, flightsOfMonths));
}

function share(airline: string, month: number): number {
  if (airline === "US") return month > lastMonthOfUs ? 0 : 1;
  return airline === "AA" && month > lastMonthOfUs ? growthOfAmericanInJuly : 1;
}

/** Flights of each airline on each day, airline after airline: the sums of months, airlines and weekdays as published. */
export function flightsOfAirlineDays(flights: number): Int32Array {
  const ofAirlineMonths = flightsOfAirlineMonths(flights);
  const ofDays = flightsOfDays(flights);
  const table = new Int32Array(airlines2015.length * days2015);
  daysOfMonths.forEach((days, month) => {
    const first = firstDayOfMonth[month] as number;
    const rowSums = airlines2015.map((_, airline) => ofAirlineMonths[airline * months + month] as number);
    const columnSums = ofDays.subarray(first, first + days);
    const weights = rowSums.flatMap((ofAirline) => Array.from(columnSums, (ofDay) => ofAirline * ofDay));
    fittedTable(weights, rowSums, columnSums).forEach((count, at) => {
      table[Math.floor(at / days) * days2015 + first + (at % days)] = count;
    });
  });
  return table;
}

/** Flights of each day of the year: the sums of months and of weekdays as published. */
function flightsOfDays(flights: number): Int32Array {
  const weekdaysOfMonth = daysOfMonths.flatMap((_, month) =>
    flightsOfWeekdays.map((_ofWeekday, weekday) => daysWith(month, weekday)),
  );
  const weights = weekdaysOfMonth.map((days, at) => days.length * (flightsOfWeekdays[at % 7] as number));
  const table = fittedTable(weights, shares(flights, flightsOfMonths), shares(flights, flightsOfWeekdays));
  const ofDays = new Int32Array(days2015);
  weekdaysOfMonth.forEach((days, at) => {
    const parts = shares(
      table[at] as number,
      days.map((day) => quietDays.get(day) ?? 1),
    );
    days.forEach((day, index) => {
      ofDays[day] = parts[index] as number;
    });
  });
  return ofDays;
}

function daysWith(month: number, weekday: number): readonly number[] {
  return [...monthOfDay.keys()].filter((day) => monthOfDay[day] === month && weekdayOfDay[day] === weekday);
}
