import { readFileSync } from "node:fs";
import { shares } from "@tributary/csv-replay/generating";
import { states } from "../published-figures.ts";

export interface City {
  readonly state: string;
  readonly name: string;
  readonly county: string;
  /** As the file writes it: `US/Eastern`. */
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
  /** First three digits of its postal codes. */
  readonly zipPrefix: string;
  /** ICAO code of an airport with a weather station nearby. */
  readonly airport: string;
  /** Accidents relative to the other cities of its state, for big ones in thousands. */
  readonly weight: number;
  readonly highway: string;
  /** Where water begins near the centre: of `NESW`. */
  readonly sea: string;
}

/** data/SOURCES.md. */
export const cities: readonly City[] = readCities();

const slots = 4_096;

/** Of each state its cities, as indexes of `cities`, each as often as its share of the state's accidents. */
const citiesOfStates = states.map((state) => {
  const indexes = cities.flatMap((city, index) => (city.state === state ? [index] : []));
  const parts = shares(
    slots,
    indexes.map((index) => (cities[index] as City).weight),
  );
  return Uint16Array.from(indexes.flatMap((index, at) => Array<number>(parts[at] as number).fill(index)));
});

/** Index of a city of a state; `chance` are 32 random bits. */
export function cityOf(state: number, chance: number): number {
  return citiesOfStates[state]?.[chance >>> 20] as number;
}

function readCities(): City[] {
  const text = readFileSync(new URL("../../data/cities.csv", import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [state = "", name = "", county = "", zone = "", latitude, longitude, ...rest] = line.split(",");
      const [zipPrefix = "", airport = "", weight, highway = "", sea = ""] = rest;
      const place = { latitude: Number(latitude), longitude: Number(longitude), weight: Number(weight) };
      return { state, name, county, zone, zipPrefix, airport, highway, sea, ...place };
    });
}
