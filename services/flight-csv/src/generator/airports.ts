import { readFileSync } from "node:fs";

export interface Airport {
  readonly iata: string;
  /** AIRPORT_ID of the US Department of Transportation, five digits: what the file has instead of the code in October. */
  readonly dotId: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly utcOffsetHours: number;
  readonly hasSummerTime: boolean;
  /** How busy it is, roughly: departures of 2015 relative to each other. */
  readonly weight: number;
}

/** The busiest airports of 2015; data/SOURCES.md. */
export const airports: readonly Airport[] = readAirports();

function readAirports(): Airport[] {
  const text = readFileSync(new URL("../../data/airports.csv", import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [iata = "", dotId = "", ...numbers] = line.split(",");
      const [latitude = 0, longitude = 0, utcOffsetHours = 0, summer, weight = 0] = numbers.map(Number);
      return { iata, dotId, latitude, longitude, utcOffsetHours, hasSummerTime: summer === 1, weight };
    });
}

const earthRadiusMiles = 3_958.8;
const degree = Math.PI / 180;

/** Statute miles along the great circle (haversine). */
export function distanceMiles(from: Airport, to: Airport): number {
  const north = Math.sin(((to.latitude - from.latitude) * degree) / 2) ** 2;
  const east = Math.sin(((to.longitude - from.longitude) * degree) / 2) ** 2;
  const across = Math.cos(from.latitude * degree) * Math.cos(to.latitude * degree) * east;
  return 2 * earthRadiusMiles * Math.asin(Math.sqrt(north + across));
}
