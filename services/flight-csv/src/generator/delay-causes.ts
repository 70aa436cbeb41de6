import type { SeededRandom } from "@tributary/csv-replay/generating";

/** How often each is the first cause of a late departure, cumulative: late aircraft, airline, weather, air system, security. */
const [lateAircraft, airline, weather, airSystem] = [0.46, 0.82, 0.885, 0.998];
const alone = 0.45;

/**
 * AIR_SYSTEM_DELAY to WEATHER_DELAY of a flight that arrived 15 min late or more: whole minutes that add up to its arrival delay.
 * What was lost after the departure is the air system's; the rest is of one cause, or of two.
 */
export function delayCauses(arrived: number, departed: number, random: SeededRandom): string {
  const onTheWay = Math.min(Math.max(arrived - Math.max(departed, 0), 0), arrived);
  const before = arrived - onTheWay;
  const kind = random.share();
  const first = random.share() < alone ? before : Math.ceil(before * (0.4 + 0.6 * random.share()));
  const second = before - first;
  const isAircraft = kind < lateAircraft;
  const isAirline = !isAircraft && kind < airline;
  const isWeather = kind >= airline && kind < weather;
  const isSystem = kind >= weather && kind < airSystem;
  const ofSystem = onTheWay + (isSystem ? first : 0);
  const ofSecurity = kind >= airSystem ? first : 0;
  const ofAirline = isAirline ? first : isAircraft ? second : 0;
  const ofAircraft = isAircraft ? first : isAirline ? second : 0;
  const ofWeather = isWeather ? first : 0;
  const rest = isAircraft || isAirline ? 0 : second;
  return `${ofSystem},${ofSecurity},${ofAirline + rest},${ofAircraft},${ofWeather}`;
}
