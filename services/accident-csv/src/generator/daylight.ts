import { summerTime } from "./calendar.ts";

const degree = Math.PI / 180;
const tilt = 23.44 * degree;
/** Days from a winter solstice to 1 January. */
const sinceSolstice = 10;
const meridians: Readonly<Record<string, number>> = {
  "US/Eastern": -75,
  "US/Central": -90,
  "US/Mountain": -105,
  "US/Pacific": -120,
};
/** Sine of the sun's height at which a day of each kind begins: its rim in sight, 6°, 12° and 18° below. */
const thresholds = [-0.833, -6, -12, -18].map((height) => Math.sin(height * degree));
/** By how many thresholds the sun is above. */
const texts = ["Night,Night,Night,Night", "Night,Night,Night,Day", "Night,Night,Day,Day"];
texts.push("Night,Day,Day,Day", "Day,Day,Day,Day");

/** Tells day from night within a year, to a few minutes: the equation of time is left out. */
export class Daylight {
  readonly #yearStart: number;
  readonly #summer: readonly [first: number, end: number];

  constructor(year: number, yearStart: number) {
    this.#yearStart = yearStart;
    this.#summer = summerTime(year);
  }

  /** Sunrise_Sunset to Astronomical_Twilight. `second` since 1 January 2016 by the clocks of the zone; degrees. */
  text(second: number, latitude: number, longitude: number, zone: string): string {
    const day = Math.floor(second / 86_400);
    const [first, end] = this.#summer;
    const saved = day >= first && day < end ? 1 : 0;
    const early = (longitude - (meridians[zone] as number)) / 15;
    const hour = (second - day * 86_400) / 3_600 - saved + early;
    const season = (2 * Math.PI * (day - this.#yearStart + sinceSolstice)) / 365.25;
    const declination = -tilt * Math.cos(season);
    const north = latitude * degree;
    const height =
      Math.sin(north) * Math.sin(declination) -
      Math.cos(north) * Math.cos(declination) * Math.cos((hour * Math.PI) / 12);
    let above = 0;
    for (const threshold of thresholds) if (height > threshold) above += 1;
    return texts[above] as string;
  }
}
