import type { Flight } from "@tributary/contracts";
import type { Origin } from "@tributary/csv-replay";
import { flightColumns } from "./flight-columns.ts";
import { outlierNames } from "./flight-outliers.ts";
import { flag, refuse, text, textOrNull, time, timeOrNull, whole, wholeOrNull } from "./row-texts.ts";
import { scheduledDay } from "./scheduled-day.ts";

const numberOf = (name: (typeof flightColumns)[number]) => flightColumns.indexOf(name);
const airlineColumn = numberOf("AIRLINE");

/**
 * A flight of the texts of a row, in the order of `flightColumns`. Nothing is derived and nothing put right: blank is null and never 0,
 * airports are as given, the day of the week is the file's. Ranges are the contract's matter.
 */
export function flightOf(texts: readonly string[], { replay, lineNumber }: Origin): Flight {
  const value = {
    replay,
    lineNumber,
    scheduledDate: scheduledDay(texts[0] as string, texts[1] as string, texts[2] as string),
    isoWeekday: whole(texts, 3),
    airline: airline(texts),
    flightNumber: withoutLeadingZeros(text(texts, 5)),
    tailNumber: textOrNull(texts, 6),
    originAirport: text(texts, 7),
    destinationAirport: text(texts, 8),
    scheduledDepartureLocalMinutes: time(texts, 9),
    departureLocalMinutes: timeOrNull(texts, 10),
    departureDelayMinutes: wholeOrNull(texts, 11),
    taxiOutMinutes: wholeOrNull(texts, 12),
    wheelsOffLocalMinutes: timeOrNull(texts, 13),
    scheduledTimeMinutes: wholeOrNull(texts, 14),
    elapsedTimeMinutes: wholeOrNull(texts, 15),
    airTimeMinutes: wholeOrNull(texts, 16),
    distanceMiles: wholeOrNull(texts, 17),
    wheelsOnLocalMinutes: timeOrNull(texts, 18),
    taxiInMinutes: wholeOrNull(texts, 19),
    scheduledArrivalLocalMinutes: time(texts, 20),
    arrivalLocalMinutes: timeOrNull(texts, 21),
    arrivalDelayMinutes: wholeOrNull(texts, 22),
    diverted: flag(texts, 23),
    cancelled: flag(texts, 24),
    cancellationReason: textOrNull(texts, 25),
    airSystemDelayMinutes: wholeOrNull(texts, 26),
    securityDelayMinutes: wholeOrNull(texts, 27),
    airlineDelayMinutes: wholeOrNull(texts, 28),
    lateAircraftDelayMinutes: wholeOrNull(texts, 29),
    weatherDelayMinutes: wholeOrNull(texts, 30),
    outliers: null as string | null,
  };
  value.outliers = outlierNames(value);
  return value;
}

/** Any code: an airline that nobody has heard of yet is no error, see DECISIONS.md. */
function airline(texts: readonly string[]): string {
  const code = text(texts, airlineColumn);
  let isCode = code.length >= 2 && code.length <= 8;
  for (let at = 0; isCode && at < code.length; at += 1) {
    const letter = code.charCodeAt(at);
    isCode = (letter >= 65 && letter <= 90) || (letter >= 48 && letter <= 57);
  }
  return isCode
    ? code
    : refuse(texts, airlineColumn, "not_a_code", "an airline's code: 2 to 8 capitals and digits");
}

function withoutLeadingZeros(number: string): string {
  let at = 0;
  while (at < number.length - 1 && number.charCodeAt(at) === 48) at += 1;
  return at === 0 ? number : number.slice(at);
}
