import { InputError } from "../row-source.ts";

/** First bytes of formats that people take for CSV files, and what to do with them. */
const foreign: readonly { readonly magic: readonly number[]; readonly words: string }[] = [
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    words: "is a zip archive or a spreadsheet (.xlsx), not CSV. Unpack it, or save the sheet as CSV UTF-8.",
  },
  { magic: [0xff, 0xfe], words: "is text in UTF-16. Save it as CSV UTF-8." },
  { magic: [0xfe, 0xff], words: "is text in UTF-16. Save it as CSV UTF-8." },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], words: "is packed with zstd. Unpack it, or pack it with gzip." },
  { magic: [0x42, 0x5a, 0x68], words: "is packed with bzip2. Unpack it, or pack it with gzip." },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], words: "is packed with xz. Unpack it, or pack it with gzip." },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], words: "is a 7z archive. Unpack it, or pack the CSV file with gzip." },
  { magic: [0x50, 0x41, 0x52, 0x31], words: "is a Parquet file, not CSV. Export it as CSV." },
  { magic: [0x25, 0x50, 0x44, 0x46], words: "is a PDF, not CSV." },
];

/** Whether a file is packed is told by its first bytes, whatever its name says. Throws for formats that are not CSV. */
export function isGzip(name: string, head: Buffer): boolean {
  if (begins(head, [0x1f, 0x8b])) return true;
  refuseForeign(name, head);
  return false;
}

/** Throws an `InputError` for what is not text, `head` being the first bytes of the content, unpacked. */
export function refuseForeign(name: string, head: Buffer): void {
  for (const { magic, words } of foreign) if (begins(head, magic)) throw new InputError(`${name} ${words}`);
  if (head.includes(0))
    throw new InputError(
      `${name} holds binary data, not CSV: there are zero bytes in it. Name another file.`,
    );
}

function begins(head: Buffer, magic: readonly number[]): boolean {
  return head.length >= magic.length && magic.every((byte, i) => head[i] === byte);
}
