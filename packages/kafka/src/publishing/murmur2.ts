const seed = 0x97_47_b2_8c;
const mixer = 0x5b_d1_e9_95;

/**
 * The hash of keys in Kafka's Java client (`Utils.murmur2`: MurmurHash2 by Austin Appleby, with a seed of its own) over
 * the first `length` bytes, as a signed 32-bit number. kafkajs's counts in BigInts, which takes 1.3 us a key.
 */
export function murmur2(bytes: Uint8Array, length: number = bytes.length): number {
  const at = (index: number) => bytes[index] as number;
  let hash = seed ^ length;
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    const word = at(index) | (at(index + 1) << 8) | (at(index + 2) << 16) | (at(index + 3) << 24);
    const mixed = Math.imul(word, mixer);
    hash = Math.imul(hash, mixer) ^ Math.imul(mixed ^ (mixed >>> 24), mixer);
  }
  if (length - index === 3) hash ^= at(index + 2) << 16;
  if (length - index >= 2) hash ^= at(index + 1) << 8;
  if (length - index >= 1) hash = Math.imul(hash ^ at(index), mixer);
  hash = Math.imul(hash ^ (hash >>> 13), mixer);
  return hash ^ (hash >>> 15);
}
