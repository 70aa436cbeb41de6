import type { SeededRandom } from "@tributary/csv-replay/generating";
import { states } from "../published-figures.ts";
import type { PlannedSegment } from "./accident-plan.ts";
import { accidentWords } from "./accident-words.ts";
import { dayOfMonthStart, timeText } from "./calendar.ts";
import { cityOf } from "./cities.ts";
import { Daylight } from "./daylight.ts";
import { degreesText } from "./degrees-text.ts";
import { durationSeconds } from "./duration.ts";
import type { SegmentRows } from "./segment-rows.ts";
import { Spot } from "./spot.ts";
import { surroundings } from "./surroundings.ts";
import { weatherFields } from "./weather.ts";

/** Columns of the published editions: 46 of March 2023, 47 of the updated ones of 2020 and 2021, 49 of those before. */
export type AccidentLayout = "46" | "47" | "49";

const noFlags = ",,,";
const fractions = { 0: "", 6: ".000000", 9: ".000000000" } as const;
/** Names of the sources in the editions with 49 columns. */
const oldSources = ["", "Bing", "MapQuest", "MapQuest-Bing"];
const codes = ["201", "201", "201", "201", "241", "245", "229", "203", "222", "244", "406", "202"];

/** Shares of rows without a value, as in the whole file, and other chances. */
const share = {
  noStreet: 0.0014,
  noZip: 0.00025,
  noZone: 0.0012,
  noAirport: 0.0028,
  noDaylight: 0.0028,
  zipFour: 0.3,
};
/** Distance 0: hardly any of Source1, nearly all others; 42.73 % of all. */
const noDistance = { source1: 0.0115, others: 0.9555 };
const meanMiles = 1.05;
const strayMiles = { share: 0.00002, miles: 441.75 };
const noNumber = 0.64;

/** Writes the rows of one segment. */
export class AccidentLines {
  readonly #segment: PlannedSegment;
  readonly #rows: SegmentRows;
  readonly #layout: AccidentLayout;
  readonly #daylight: Daylight;
  readonly #yearStart: number;
  readonly #spot = new Spot();

  constructor(segment: PlannedSegment, rows: SegmentRows, layout: AccidentLayout) {
    this.#segment = segment;
    this.#rows = rows;
    this.#layout = layout;
    this.#yearStart = dayOfMonthStart(segment.year, 1);
    this.#daylight = new Daylight(segment.year, this.#yearStart);
  }

  /** A row of the segment with its line end; `id` is its number among the ids, `random` is seeded for this row alone. */
  line(row: number, id: string, random: SeededRandom): string {
    const { second, state, source } = this.#rows;
    const spot = this.#spot;
    const stateNumber = state[row] as number;
    spot.choose(cityOf(stateNumber, random.next()), random);
    const { city, road, latitude, longitude } = spot;
    const from = source[row] as number;
    const start = second[row] as number;
    const day = Math.floor(start / 86_400);
    const season = (day - this.#yearStart) / 365.25;
    const weatherPlace = {
      latitude: city.latitude,
      y: this.#segment.year - 2016,
      season,
      airport: city.airport,
    };
    const words = { street: road.name, city: city.name, isHighway: road.isHighway };
    const sun =
      random.share() < share.noDaylight
        ? noFlags
        : this.#daylight.text(start, latitude / 1e6, longitude / 1e6, city.zone);
    return (
      this.#head(row, id, from, random) +
      `${degreesText(latitude)},${degreesText(longitude)},${this.#endAndDistance(from, random)},` +
      `${accidentWords(from, words, random)},${this.#address(from, random)}` +
      `${city.name},${city.county},${states[stateNumber]},${this.#zip(random)},US,` +
      `${random.share() < share.noZone ? "" : city.zone},${random.share() < share.noAirport ? "" : city.airport},` +
      `${weatherFields(start, weatherPlace, random)},${surroundings(road.isHighway, random)},${sun}\n`
    );
  }

  /** ID to End_Time, with a comma behind. */
  #head(row: number, id: string, source: number, random: SeededRandom): string {
    const { second, severity, fraction } = this.#rows;
    const level = severity[row] as number;
    const start = second[row] as number;
    const zeros = fractions[fraction[row] as keyof typeof fractions];
    const end = start + durationSeconds(level, random);
    const times = `${level},${timeText(start)}${zeros},${timeText(end)}${zeros},`;
    if (this.#layout === "46") return `${id},Source${source},${times}`;
    if (this.#layout === "47") return `${id},${times}`;
    const code = source === 1 ? "" : `${codes[random.below(codes.length)]}.0`;
    return `${id},${oldSources[source]},${code},${times}`;
  }

  /** End_Lat, End_Lng and Distance(mi): only Source1 says where the end is. */
  #endAndDistance(source: number, random: SeededRandom): string {
    const chance = random.share();
    if (source !== 1) {
      if (chance < noDistance.others) return ",,0.0";
      return chance > 1 - strayMiles.share ? `,,${strayMiles.miles}` : ",,0.01";
    }
    if (chance < noDistance.source1)
      return `${degreesText(this.#spot.latitude)},${degreesText(this.#spot.longitude)},0.0`;
    const thousandths = Math.max(Math.round(-Math.log(1 - random.share()) * meanMiles * 1_000), 5);
    const [latitude, longitude] = this.#spot.further(thousandths / 1_000);
    const miles = chance > 1 - strayMiles.share ? strayMiles.miles : thousandths / 1_000;
    return `${degreesText(latitude)},${degreesText(longitude)},${Number.isInteger(miles) ? `${miles}.0` : miles}`;
  }

  /** Number, Street and Side, or Street alone, with a comma behind. Streets of Source1 begin with a blank. */
  #address(source: number, random: SeededRandom): string {
    const { road } = this.#spot;
    const blank = source === 1 ? " " : "";
    const street = random.share() < share.noStreet ? "" : blank + road.name;
    if (this.#layout === "46") return `${street},`;
    const number = road.isHighway || random.share() < noNumber ? "" : `${1 + random.below(9_999)}.0`;
    return `${number},${street},${random.share() < 0.8 ? "R" : "L"},`;
  }

  #zip(random: SeededRandom): string {
    if (random.share() < share.noZip) return "";
    const { city, roadNumber } = this.#spot;
    const district = String((roadNumber * 7 + random.below(3)) % 100).padStart(2, "0");
    const five = city.zipPrefix + district;
    return random.share() < share.zipFour ? `${five}-${1_000 + random.below(9_000)}` : five;
  }
}
