/** By name: where tests run, each look at a global costs a microsecond, and this is called millions of times. */
const { imul } = Math;

/** MurmurHash3's 32-bit mixing of one more word into a hash (Austin Appleby, public domain). */
export function mixed(hash: number, word: number): number {
  let scrambled = imul(word, 0xcc9e2d51);
  scrambled = imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  const next = hash ^ scrambled;
  return (imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

/** Its last step, after which each bit depends on all words. @returns 0 to below 2^32 */
export function finished(hash: number): number {
  let last = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  last = imul(last ^ (last >>> 13), 0xc2b2ae35);
  return (last ^ (last >>> 16)) >>> 0;
}
