const bytesPerLine = 16;

/** As `hexdump -C` writes it: offset, bytes in two groups of eight, and the printable ASCII characters among them. */
export function hexDump(bytes: Buffer, mostBytes: number): string {
  const shown = bytes.subarray(0, mostBytes);
  const lines: string[] = [];
  for (let offset = 0; offset < shown.length; offset += bytesPerLine)
    lines.push(line(offset, shown.subarray(offset, offset + bytesPerLine)));
  return lines.join("\n");
}

function line(offset: number, bytes: Buffer): string {
  const half = (from: number) =>
    [...bytes.subarray(from, from + 8)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = [...bytes]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
    .join("");
  return `${offset.toString(16).padStart(8, "0")}  ${half(0).padEnd(23)}  ${half(8).padEnd(23)}  |${text}|`;
}
