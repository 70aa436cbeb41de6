import type { SeededRandom } from "@tributary/csv-replay/generating";

/** What a weather report says of the sky, in the words of before 2019 and of since then. */
export interface Sky {
  readonly old: readonly string[];
  readonly now: readonly string[];
  /** Cumulative. */
  readonly share: number;
  readonly visibility: readonly string[];
  readonly isWet: boolean;
}

const far = ["10.0"];
const skies: readonly Sky[] = [
  { share: 0.43, old: ["Clear"], now: ["Fair"], visibility: far, isWet: false },
  { share: 0.6, old: ["Mostly Cloudy"], now: ["Mostly Cloudy"], visibility: far, isWet: false },
  {
    share: 0.74,
    old: ["Overcast"],
    now: ["Cloudy"],
    visibility: [...far, "9.0", "10.0", "7.0"],
    isWet: false,
  },
  {
    share: 0.86,
    old: ["Partly Cloudy", "Scattered Clouds"],
    now: ["Partly Cloudy"],
    visibility: far,
    isWet: false,
  },
  {
    share: 0.92,
    old: ["Light Rain", "Light Drizzle"],
    now: ["Light Rain", "Light Rain", "Light Rain / Windy"],
    visibility: ["10.0", "7.0", "5.0", "4.0", "3.0"],
    isWet: true,
  },
  {
    share: 0.94,
    old: ["Rain", "Heavy Rain"],
    now: ["Rain", "Heavy Rain", "Heavy T-Storm", "T-Storm"],
    visibility: ["4.0", "2.0", "3.0", "1.0"],
    isWet: true,
  },
  {
    share: 0.955,
    old: ["Haze", "Fog", "Mist", "Shallow Fog"],
    now: ["Haze", "Fog", "Smoke", "Mist"],
    visibility: ["0.2", "0.5", "1.0", "2.0", "3.0"],
    isWet: false,
  },
  {
    share: 1,
    old: ["Clear"],
    now: ["Fair", "Cloudy / Windy", "Fair / Windy"],
    visibility: far,
    isWet: false,
  },
];
const winterSkies = [
  { old: ["Light Snow"], now: ["Light Snow", "Wintry Mix"], visibility: ["4.0", "2.0", "1.5", "5.0"] },
  {
    old: ["Snow", "Light Freezing Rain"],
    now: ["Snow", "Heavy Snow", "Blowing Snow"],
    visibility: ["0.5", "0.2", "1.0"],
  },
];
const freezing = 31;

/** One for a temperature in degrees Fahrenheit: what is wet is snow in the cold. */
export function skyOf(temperature: number, random: SeededRandom): Sky {
  const chance = random.share();
  const sky = skies.find(({ share }) => chance < share) as Sky;
  if (!sky.isWet || temperature > freezing) return sky;
  const winter = winterSkies[random.below(winterSkies.length)] as (typeof winterSkies)[number];
  return { ...sky, ...winter };
}
