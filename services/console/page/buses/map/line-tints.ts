import { TINTS } from "./tint-count.ts";

/**
 * Which tint each line has. A line keeps its tint whatever else is shown, save that up to eight chosen lines never
 * share one: those that would take the next free.
 */
export function lineTints(chosen: readonly string[]): (line: string | null) => number {
  const taken = new Map<string, number>();
  if (chosen.length <= TINTS) {
    const used = new Set<number>();
    for (const line of [...chosen].sort()) {
      let tint = hash(line);
      while (used.has(tint)) tint = (tint + 1) % TINTS;
      used.add(tint);
      taken.set(line, tint);
    }
  }
  return (line) => (line === null ? 0 : (taken.get(line) ?? hash(line)));
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value % TINTS;
}
