import { TINTS } from "../buses/map/tint-count.ts";

/** The airlines of 2015 that report to the US Department of Transportation, by flights a year, the most first. */
const NAMES: Readonly<Record<string, string>> = {
  WN: "Southwest",
  DL: "Delta",
  AA: "American",
  OO: "SkyWest",
  EV: "Atlantic Southeast",
  UA: "United",
  MQ: "American Eagle",
  B6: "JetBlue",
  US: "US Airways",
  AS: "Alaska",
  NK: "Spirit",
  F9: "Frontier",
  HA: "Hawaiian",
  VX: "Virgin America",
};

export const knownAirlines: readonly string[] = Object.keys(NAMES);

/** Shown when the address names none, as in the program this one follows. */
export const defaultAirlines: readonly string[] = ["WN", "DL", "AA"];

/** Neighbours in the list are far apart in colour; the first three are blue, orange and green. */
const TINT_ORDER = [1, 4, 3, 5, 2, 6, 0, 7] as const;

/** `Delta`; the code of an airline that is not known here. */
export function airlineName(code: string): string {
  return NAMES[code] ?? code;
}

/** `DL Delta`, or the code alone. */
export function airlineLabel(code: string): string {
  const name = NAMES[code];
  return name === undefined ? code : `${code} ${name}`;
}

/** How an airline is drawn, always the same: a tint, and dashed where eight tints were not enough. */
export function airlineMark(code: string): { readonly tint: number; readonly isDashed: boolean } {
  const place = knownAirlines.indexOf(code);
  const index = place >= 0 ? place : knownAirlines.length + sumOfCharacters(code);
  return { tint: TINT_ORDER[index % TINTS] ?? 0, isDashed: index >= TINTS };
}

/** Known ones in their order, then the others by code. */
export function inOrder(codes: Iterable<string>): readonly string[] {
  const place = (code: string) => knownAirlines.indexOf(code) + 1 || knownAirlines.length + 1;
  return [...new Set(codes)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function sumOfCharacters(code: string): number {
  let sum = 0;
  for (let index = 0; index < code.length; index++) sum += code.charCodeAt(index);
  return sum;
}
