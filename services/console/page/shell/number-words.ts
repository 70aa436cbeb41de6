import { count } from "./words.ts";

const THIN = "\u202f";

/** `79.92 %`; `–` for a share of nothing. */
export function percent(value: number | null, digits = 1): string {
  return value === null ? "–" : `${value.toFixed(digits)}${THIN}%`;
}

/** A number of the measure: `3,412`, `81.4 %`, `–` where there is none; means of less than ten with a decimal. */
export function figure(value: number | null, isPercent: boolean): string {
  if (value === null) return "–";
  if (isPercent) return percent(value);
  return Number.isInteger(value) || value >= 10 ? count(Math.round(value)) : value.toFixed(1);
}
