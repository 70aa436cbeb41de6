/** Kafka's varints are zig-zag encoded: 32 bits for lengths and offsets, 64 for time stamps. */

/** Bytes that a signed 32-bit number takes, 1 to 5. */
export function varintBytes(value: number): number {
  const rest = (value << 1) ^ (value >> 31);
  if (rest >>> 7 === 0) return 1;
  if (rest >>> 14 === 0) return 2;
  if (rest >>> 21 === 0) return 3;
  return rest >>> 28 === 0 ? 4 : 5;
}

/** Writes a signed 32-bit number; answers where it ends. */
export function writeVarint(target: Uint8Array, start: number, value: number): number {
  let rest = (value << 1) ^ (value >> 31);
  let at = start;
  while (rest >>> 7 !== 0) {
    target[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[at++] = rest;
  return at;
}
