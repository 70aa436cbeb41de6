import type { SeededRandom } from "@tributary/csv-replay/generating";

const names =
  "Main Park Oak Washington Lincoln Jefferson Broadway Cedar Maple Lake Hill Pine Franklin Central Church Mill River Spring Highland College Union Jackson Walnut Center Elm Ridge Sunset Valley Forest Market Peachtree Airport County University Memorial Military Springfield Cañon Peña".split(
    " ",
  );
const kinds = ["Ave", "St", "Rd", "Blvd", "Dr", "Pkwy", "Ln", "Way"];
const sides = ["N", "S", "E", "W", "NW", "SW"];

/** Such as `N Oak St`, or `W 42nd St` for every third. */
export function streetName(at: number, random: SeededRandom): string {
  const side = random.share() < 0.5 ? `${sides[random.below(sides.length)]} ` : "";
  const kind = kinds[random.below(kinds.length)] as string;
  const name = at % 3 === 0 ? ordinal(1 + random.below(98)) : (names[random.below(names.length)] as string);
  return `${side}${name} ${kind}`;
}

function ordinal(number: number): string {
  const last = number % 10;
  const isTeen = number > 10 && number < 14;
  const ending = isTeen || last > 3 || last === 0 ? "th" : (["", "st", "nd", "rd"][last] as string);
  return `${number}${ending}`;
}
