/** Beyond it the runtime's own functions are faster than a loop; their calls take about 100 ns each. */
const longestLooped = 48;

/** Bytes of the text as UTF-8. */
export function utf8Bytes(text: string): number {
  const { length } = text;
  if (length > longestLooped) return Buffer.byteLength(text);
  for (let index = 0; index < length; index++)
    if (text.charCodeAt(index) >= 0x80) return Buffer.byteLength(text);
  return length;
}

/** Writes the text, of which `utf8Bytes` told the `bytes`; answers where it ends. */
export function writeUtf8(target: Buffer, at: number, text: string, bytes: number): number {
  const isAscii = bytes === text.length;
  if (isAscii && bytes <= longestLooped)
    for (let index = 0; index < bytes; index++) target[at + index] = text.charCodeAt(index);
  else target.write(text, at, bytes, "utf8");
  return at + bytes;
}
