import type { IncomingRecord } from "@tributary/kafka";
import type { RowPlace } from "../operations.ts";

/** Where a buried row stands in its file; null for a dead letter of a topic's record. */
export function rowPlaceOf(headers: IncomingRecord["headers"]): RowPlace | null {
  const text = (name: string) => headers[`row-${name}`]?.toString("utf8");
  const file = text("file");
  if (file === undefined) return null;
  return {
    file,
    line: whole(text("line")),
    byteOffset: whole(text("byte-offset")),
    column: text("column") || null,
  };
}

function whole(digits: string | undefined): number | null {
  const number = digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** The row as it was read, as far as it is text; what is none shows as U+FFFD. */
export function rowText(value: Buffer, mostBytes: number): string {
  return value.subarray(0, mostBytes).toString("utf8");
}
