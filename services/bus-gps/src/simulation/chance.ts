/**
 * A number in [0, 1) that looks random and is always the same for the same keys: what makes the fleet a
 * function of its seed and no memory. MurmurHash3's 32-bit mixing (Austin Appleby, public domain) over the keys.
 */
export function chance(...keys: readonly number[]): number {
  let hash = 0x9747b28c;
  for (const key of keys) {
    let mixed = Math.imul(key | 0, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash ^= mixed;
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** As `chance`, spread evenly from `low` to `high`. */
export function between(low: number, high: number, ...keys: readonly number[]): number {
  return low + (high - low) * chance(...keys);
}

/** A text as a key of `chance`: FNV-1a, 32 bits, over its UTF-16 units. */
export function textKey(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
