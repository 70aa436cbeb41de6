import { finished, mixed } from "../mixing.ts";
import type { ProviderBar } from "../provider.ts";

const numbers = new Float64Array(6);
const words = new Uint32Array(numbers.buffer);

/**
 * A checksum of what a bar says: two states that differ have the same one once in 2^32 cases. The lowest bit tells
 * whether the bar was final. Not in it: when the state was observed, for a poll that finds the same is no new state.
 */
export function barSum({ open, high, low, close, adjustedClose, volume, final }: ProviderBar): number {
  numbers.set([open, high, low, close, adjustedClose ?? Number.NaN, volume ?? Number.NaN]);
  return finished(words.reduce(mixed, 0)) * 2 + (final ? 1 : 0);
}

/** Whether a sum is that of a closed bar. */
export function isFinalSum(sum: number): boolean {
  return sum % 2 === 1;
}
