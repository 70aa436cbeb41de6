import type { SeededRandom } from "@tributary/csv-replay/generating";
import { timeText } from "./calendar.ts";
import { type Sky, skyOf } from "./skies.ts";

/** Share of rows without a value, by year from 2016; as often as in the whole file when all years are together. */
const noPrecipitation = [0.9, 0.88, 0.83, 0.22, 0.037, 0.037, 0.037, 0.037];
const noWindChill = [0.82, 0.8, 0.76, 0.19, 0.029, 0.029, 0.029, 0.029];
const noWindSpeed = [0.035, 0.035, 0.035, 0.03, 0.023, 0.023, 0.023, 0.023];
/** How often reports use the words of before 2019. */
const oldWords = [0.97, 0.95, 0.92, 0.3, 0.02, 0.01, 0.01, 0.01];
/** No report at all; then of the others, what is missing of a single one. */
const noReport = 0.0155;
const none = {
  temperature: 0.005,
  humidity: 0.0065,
  pressure: 0.003,
  visibility: 0.007,
  condition: 0.006,
  direction: 0.007,
};
const nothing = ",,,,,,,,,";
/** Possible to be written, impossible to be true; each with this chance. */
const odd = 0.00002;
const oddTemperatures = ["-89.0", "207.0", "196.0"];
const oddWinds = ["1087.0", "822.8", "984.0"];
const oddPressures = ["58.63", "0.0", "3.04"];

const points = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" ");
const oldPoints = "North NNE NE ENE East ESE SE SSE South SSW SW WSW West WNW NW NNW".split(" ");
const oldSpeeds = [3.5, 4.6, 5.8, 6.9, 8.1, 9.2, 10.4, 11.5, 12.7, 13.8, 15, 16.1, 17.3, 18.4, 20.7, 23];
const speeds = [3, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 21, 24];

/** Weather_Timestamp to Weather_Condition, without a comma behind. `y` is the year's number from 2016, `season` 0 to 1. */
export function weatherFields(
  second: number,
  place: { readonly latitude: number; readonly y: number; readonly season: number; readonly airport: string },
  random: SeededRandom,
): string {
  const { latitude, y, season, airport } = place;
  if (random.share() < noReport) return nothing;
  const isOld = random.share() < (oldWords[y] as number);
  const hour = Math.floor(second / 3_600) % 24;
  const warmth = temperatureOf(latitude, season, hour) + random.bell() * 7;
  const temperature = isOld ? Math.round(warmth * 10) / 10 : Math.round(warmth);
  const sky = skyOf(temperature, random);
  const isCalm = random.share() < 0.11;
  const speed = isCalm ? 0 : ((isOld ? oldSpeeds : speeds)[windNumber(random)] as number);
  const chill = temperature < 50 && speed > 3 ? temperature - Math.round(0.4 * speed) : temperature;
  const wet = sky.isWet ? random.below(25) / 100 : 0;
  const words = isOld ? sky.old : sky.now;
  const fields = [
    reportTime(second, airport),
    given(none.temperature, oneDecimal(temperature), oddTemperatures, random),
    given(noWindChill[y] as number, oneDecimal(chill), undefined, random),
    given(none.humidity, `${humidityOf(sky, random)}.0`, undefined, random),
    given(
      none.pressure,
      String(Math.round(2_995 + random.bell() * 20 - (thinAir.get(airport) ?? 0)) / 100),
      oddPressures,
      random,
    ),
    given(
      none.visibility,
      sky.visibility[random.below(sky.visibility.length)] as string,
      ["140.0", "111.0"],
      random,
    ),
    given(
      none.direction,
      isCalm ? (isOld ? "Calm" : "CALM") : directionOf(isOld, speed, random),
      undefined,
      random,
    ),
    isCalm && isOld ? "" : given(noWindSpeed[y] as number, oneDecimal(speed), oddWinds, random),
    given(noPrecipitation[y] as number, wet === 0 ? "0.0" : String(wet), ["36.47", "10.13"], random),
    given(none.condition, words[random.below(words.length)] as string, undefined, random),
  ];
  return fields.join(",");
}

function given(
  missing: number,
  text: string,
  odds: readonly string[] | undefined,
  random: SeededRandom,
): string {
  const chance = random.share();
  if (chance < missing) return "";
  return odds !== undefined && chance > 1 - odd ? (odds[random.below(odds.length)] as string) : text;
}

function oneDecimal(number: number): string {
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

/** Degrees Fahrenheit, rough: colder northwards, the more so in winter, warmest in July and at three in the afternoon. */
function temperatureOf(latitude: number, season: number, hour: number): number {
  const northwards = latitude - 25;
  const swing = 8 + 0.95 * northwards;
  return (
    76 -
    1.4 * northwards +
    swing * Math.cos(2 * Math.PI * (season - 0.548)) +
    7 * Math.cos((2 * Math.PI * (hour - 15)) / 24)
  );
}

function humidityOf({ isWet }: Sky, random: SeededRandom): number {
  const percent = Math.round((isWet ? 86 : 61) + random.bell() * (isWet ? 8 : 21));
  return Math.min(Math.max(percent, 6), 100);
}

function windNumber(random: SeededRandom): number {
  const one = random.below(speeds.length);
  const other = random.below(speeds.length);
  return Math.min(one, other);
}

function directionOf(isOld: boolean, speed: number, random: SeededRandom): string {
  if (speed < 7 && random.share() < 0.12) return isOld ? "Variable" : "VAR";
  return (isOld ? oldPoints : points)[random.below(points.length)] as string;
}

/** Hundredths of an inch of mercury that the air of high places lacks, roughly, by the airport nearby. */
const thinAir = new Map([
  ["KBKF", 530],
  ["KCOS", 600],
  ["KFNL", 490],
  ["KPUB", 460],
  ["KGJT", 470],
  ["KBJC", 550],
  ["KEGE", 640],
  ["KDRO", 640],
  ["KSLC", 420],
  ["KPVU", 440],
  ["KOGD", 430],
  ["KABQ", 520],
  ["KSAF", 600],
  ["KFLG", 660],
  ["KCYS", 590],
  ["KLAR", 690],
  ["KBOI", 280],
  ["KRNO", 430],
  ["KBZN", 430],
  ["KBIL", 350],
  ["KHLN", 380],
]);

/** Stations report at a minute of their own, a little before the hour: the report before the accident. */
function reportTime(second: number, airport: string): string {
  const minute = 50 + (airport.charCodeAt(3) % 8);
  const before = second - ((((second - minute * 60) % 3_600) + 3_600) % 3_600);
  return timeText(Math.max(before, 0));
}
