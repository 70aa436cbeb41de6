import { finished, mixed } from "../mixing.ts";

const { cos, log, sqrt, PI } = Math;

/**
 * A number in [0, 1) that looks random and is always the same for the same keys, whole numbers below 2^31: what makes
 * prices a function of seed and time, with nothing to remember.
 */
export function chance(...keys: readonly number[]): number {
  return finished(keys.reduce(mixed, 0)) / 2 ** 32;
}

/** The same, of the standard normal distribution (Box and Muller 1958). */
export function normalChance(first: number, second: number, third: number): number {
  const hash = mixed(mixed(mixed(0, first), second), third);
  // 0 has no logarithm: 1 - [0, 1) is (0, 1].
  const radius = sqrt(-2 * log(1 - finished(hash) / 2 ** 32));
  return radius * cos((2 * PI * finished(mixed(hash, 1))) / 2 ** 32);
}

/** A text as a key: its UTF-16 units, mixed. */
export function textKey(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = mixed(hash, text.charCodeAt(index));
  return finished(hash) >>> 1;
}
