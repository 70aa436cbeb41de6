import { TINTS } from "../../buses/map/tint-count.ts";

/** Colours of charts as the tokens of the present scheme say. */
export interface ChartColors {
  readonly ink: string;
  readonly soft: string;
  readonly faded: string;
  readonly line: string;
  readonly ground: string;
  readonly tints: readonly string[];
}

export function chartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token("ink"),
    soft: token("soft"),
    faded: token("faded"),
    line: token("line"),
    ground: token("raised"),
    tints: Array.from({ length: TINTS }, (_, index) => token(`tint-${index}`)),
  };
}

/** `share` of the first colour over the second, both `#rrggbb`: areas that lie on each other must not shine through. */
export function mixed(colour: string, ground: string, share: number): string {
  const parts = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [over, under] = [parts(colour), parts(ground)];
  return `rgb(${over.map((part, index) => Math.round(part * share + (under[index] ?? 0) * (1 - share))).join(" ")})`;
}
