import { type Day, dayOf } from "./day.ts";

/**
 * Easter Sunday of the Gregorian calendar, by the "anonymous" algorithm that Nature printed on 20 April 1876 (J. Meeus,
 * Astronomical Algorithms, 2nd ed. 1998, chapter 8). Holds for every year from 1583.
 */
export function easterSunday(year: number): Day {
  const moon = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * moon + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((moon + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}
