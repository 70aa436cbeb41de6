import type { SeededRandom } from "@tributary/csv-replay/generating";

const lanes = [
  "Right lane",
  "Left lane",
  "Center lane",
  "Two lanes",
  "Right hand shoulder",
  "Lane",
  "#2 lane",
];
const bounds = ["Northbound", "Southbound", "Eastbound", "Westbound"];

/**
 * Description, quoted where CSV needs it. Source1 tells of traffic, the others of lanes. Now and then a comma, a quotation mark,
 * letters beyond ASCII.
 */
export function accidentWords(
  source: number,
  {
    street,
    city,
    isHighway,
  }: { readonly street: string; readonly city: string; readonly isHighway: boolean },
  random: SeededRandom,
): string {
  const kind = random.below(32);
  const exit = 1 + random.below(290);
  if (kind === 0)
    return `"Incident on ${street} near Exit ${exit}, drive with caution. ${bounds[exit % 4]} lanes closed."`;
  if (kind === 1 && exit < 12) return `"Crash at ""${city} Plaza"" on ${street}. Expect delays."`;
  if (kind === 2 && exit < 20) return `Accident on ${street} at Cañada Rd – expect delays.`;
  if (source === 1) {
    if (isHighway)
      return kind < 14
        ? `Slow traffic on ${street} - ${city} from Exit ${exit} to Exit ${exit + 2} due to accident.`
        : `Stationary traffic on ${street} from Exit ${exit} to Exit ${exit + 1} due to accident.`;
    return kind < 18
      ? `Incident on ${street} near ${city} Drive with caution.`
      : `Accident on ${street}. Expect delays.`;
  }
  if (isHighway)
    return `${lanes[kind % lanes.length]} blocked due to accident on ${street} ${bounds[exit % 4]} at Exit ${exit}.`;
  return kind < 12
    ? `Accident on ${street} in ${city}. Expect delays.`
    : `${lanes[kind % lanes.length]} blocked due to accident on ${street}.`;
}
