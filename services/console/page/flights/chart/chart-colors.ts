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

/**
 * `share` of the first colour over the second, both `#rrggbb` or, as a build shortens it, `#rgb`: areas that lie on each
 * other must not shine through.
 */
export function mixed(color: string, ground: string, share: number): string {
  const [over, under] = [parts(color), parts(ground)];
  return `rgb(${over.map((part, index) => Math.round(part * share + (under[index] ?? 0) * (1 - share))).join(" ")})`;
}

function parts(hex: string): readonly number[] {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}
