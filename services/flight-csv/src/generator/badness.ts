import { SeededRandom } from "@tributary/csv-replay/generating";
import { days2015, daysOfMonths, firstDayOfMonth } from "./calendar-2015.ts";

const memory = 0.55;
const spread = 0.34;

/**
 * How bad each day of the year is for flying, 1 on the average of its month: weather comes in spells of some days, and a bad
 * day is worse than a good one is good, so an AR(1) process in the exponent.
 */
export function badnessOfDays(seed: number): Float64Array {
  const random = new SeededRandom(seed, -1);
  const badness = new Float64Array(days2015);
  let weather = 0;
  for (let day = 0; day < days2015; day += 1) {
    weather = memory * weather + Math.sqrt(1 - memory ** 2) * random.bell();
    badness[day] = Math.exp(spread * weather);
  }
  daysOfMonths.forEach((days, month) => {
    const ofMonth = badness.subarray(firstDayOfMonth[month], firstDayOfMonth[month + 1]);
    const mean = ofMonth.reduce((sum, bad) => sum + bad, 0) / days;
    ofMonth.forEach((bad, day) => {
      ofMonth[day] = bad / mean;
    });
  });
  return badness;
}
