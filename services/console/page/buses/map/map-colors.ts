import { colorTokens } from "../../map/color-token.ts";
import { TINTS } from "./tint-count.ts";

/** Colours of the map as the tokens of the present scheme say. */
export interface MapColors {
  readonly land: string;
  readonly street: string;
  readonly mainStreet: string;
  readonly tube: string;
  readonly name: string;
  readonly halo: string;
  readonly ink: string;
  readonly faded: string;
  readonly onTint: string;
  readonly tints: readonly string[];
}

export function mapColors(): MapColors {
  const token = colorTokens();
  return {
    land: token("map-land"),
    street: token("map-street"),
    mainStreet: token("map-main-street"),
    tube: token("map-tube"),
    name: token("map-name"),
    halo: token("map-water"),
    ink: token("ink"),
    faded: token("faded"),
    onTint: token("on-tint"),
    tints: Array.from({ length: TINTS }, (_, index) => token(`tint-${index}`)),
  };
}
