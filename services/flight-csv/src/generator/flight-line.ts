import type { SeededRandom } from "@tributary/csv-replay/generating";
import { dayOfMonth, monthOfDay, weekdayOfDay } from "./calendar-2015.ts";
import { clockText } from "./clock-text.ts";
import { type DayFlights, detail, fate } from "./day-flights.ts";
import { fleets } from "./fleets.ts";
import { flownFields } from "./flown-fields.ts";
import { airlines2015 } from "./published-figures.ts";
import { type Route, routesOfAirlines } from "./routes.ts";
import { cancelledFields, divertedFields } from "./unfinished-fields.ts";

/** First and last day of the year of summer time: 8 March to 31 October. */
const summer = [66, 303] as const;
const october = 9;

/** Writes the rows of one day. */
export class FlightLines {
  readonly #flights: DayFlights;
  readonly #date: string;
  readonly #isOctober: boolean;
  readonly #season: 0 | 1;

  constructor(flights: DayFlights, dayOfYear: number) {
    const month = monthOfDay[dayOfYear] as number;
    this.#flights = flights;
    this.#date = `2015,${month + 1},${dayOfMonth[dayOfYear]},${(weekdayOfDay[dayOfYear] as number) + 1},`;
    this.#isOctober = month === october;
    this.#season = dayOfYear >= summer[0] && dayOfYear <= summer[1] ? 1 : 0;
  }

  /** One row with its line end; `random` is seeded for this row alone. */
  line(row: number, random: SeededRandom): string {
    const airline = this.#flights.airline[row] as number;
    const scheduled = this.#flights.minute[row] as number;
    const becomes = this.#flights.fate[row] as number;
    const special = this.#flights.detail[row] as number;
    const route = (routesOfAirlines[airline] as readonly Route[])[random.next() >>> 20] as Route;
    const { tails, firstNumber, lastNumber } = fleets[airline] as (typeof fleets)[number];
    const number = firstNumber + random.below(lastNumber - firstNumber + 1);
    const tail = special === detail.noTail ? "" : (tails[random.below(tails.length)] as string);
    const { origin, destination, distanceMiles: miles } = route;
    const places = this.#isOctober
      ? `${origin.dotId},${destination.dotId}`
      : `${origin.iata},${destination.iata}`;
    const planned = route.scheduledMinutes + random.below(9);
    const trip = { scheduled, planned, ahead: route.clockAheadMinutes[this.#season], miles };
    const head = `${this.#date}${airlines2015[airline]},${number},${tail},${places},${clockText(scheduled)},`;
    if (becomes > fate.diverted) return head + flownFields(trip, becomes, random);
    return (
      head +
      (becomes === fate.diverted
        ? divertedFields(trip, special, random)
        : cancelledFields(trip, becomes, special, random))
    );
  }
}
