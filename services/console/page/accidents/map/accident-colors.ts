import { colorTokens } from "../../map/color-token.ts";
import { severities } from "../severity.ts";
import { CELL_LEVELS } from "./cell-scale.ts";

/** Colours of the map as the tokens of the present scheme say. */
export interface AccidentColors {
  readonly land: string;
  readonly border: string;
  readonly name: string;
  readonly accent: string;
  readonly ink: string;
  /** Of severity 1 to 4. */
  readonly severities: readonly string[];
  /** From few accidents to many: the cell, and the number on it. */
  readonly cells: readonly { readonly fill: string; readonly ink: string }[];
}

export function accidentColors(): AccidentColors {
  const token = colorTokens();
  return {
    land: token("map-land"),
    border: token("map-border"),
    name: token("map-name"),
    accent: token("accent-accidents"),
    ink: token("ink"),
    severities: severities.map((severity) => token(`severity-${severity}`)),
    cells: Array.from({ length: CELL_LEVELS }, (_, level) => ({
      fill: token(`cell-${level}`),
      ink: token(`on-cell-${level}`),
    })),
  };
}
