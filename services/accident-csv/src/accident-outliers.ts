import type { Accident } from "@tributary/contracts";
import { isOutside } from "@tributary/csv-replay";

const dayMs = 86_400_000;
const firstDay = Date.UTC(2016, 0, 1);
const knownSources = new Set(["Source1", "Source2", "Source3", "MapQuest", "Bing", "MapQuest-Bing"]);

/** Which fields of an accident are far from usual: their names with commas between, or null. README.md has the limits and their reasons. */
export function outlierNames(accident: Accident): string | null {
  const { startedAt, endedAt, weatherObservedAt } = accident;
  let names = "";
  if (accident.source !== null && !knownSources.has(accident.source)) names += ",source";
  if (startedAt < firstDay) names += ",startedAt";
  if (endedAt !== null && isOutside(endedAt - startedAt, 0, 7 * dayMs)) names += ",endedAt";
  if (isOutside(accident.startLatitude, 24, 50)) names += ",startLatitude";
  if (isOutside(accident.startLongitude, -125, -66)) names += ",startLongitude";
  if (isOutside(accident.endLatitude, 24, 50)) names += ",endLatitude";
  if (isOutside(accident.endLongitude, -125, -66)) names += ",endLongitude";
  if (isOutside(accident.affectedMiles, 0, 100)) names += ",affectedMiles";
  if (accident.side !== null && accident.side !== "L" && accident.side !== "R") names += ",side";
  if (accident.country !== null && accident.country !== "US") names += ",country";
  if (weatherObservedAt !== null && isOutside(weatherObservedAt - startedAt, -dayMs, dayMs))
    names += ",weatherObservedAt";
  if (isOutside(accident.temperatureFahrenheit, -80, 134)) names += ",temperatureFahrenheit";
  if (isOutside(accident.windChillFahrenheit, -109, 134)) names += ",windChillFahrenheit";
  if (isOutside(accident.humidityPercent, 1, 100)) names += ",humidityPercent";
  if (isOutside(accident.pressureInchesOfMercury, 19, 32)) names += ",pressureInchesOfMercury";
  if (isOutside(accident.visibilityMiles, 0, 100)) names += ",visibilityMiles";
  if (accident.windDirectionGiven !== null) names += ",windDirectionGiven";
  if (isOutside(accident.windSpeedMilesPerHour, 0, 231)) names += ",windSpeedMilesPerHour";
  if (isOutside(accident.precipitationInches, 0, 12)) names += ",precipitationInches";
  if (accident.turningLoop) names += ",turningLoop";
  if (isOtherWord(accident.sunriseSunset)) names += ",sunriseSunset";
  if (isOtherWord(accident.civilTwilight)) names += ",civilTwilight";
  if (isOtherWord(accident.nauticalTwilight)) names += ",nauticalTwilight";
  if (isOtherWord(accident.astronomicalTwilight)) names += ",astronomicalTwilight";
  return names === "" ? null : names.slice(1);
}

function isOtherWord(word: string | null): boolean {
  return word !== null && word !== "day" && word !== "night";
}
