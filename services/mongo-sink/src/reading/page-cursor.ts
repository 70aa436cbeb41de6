/** The place of a document in its collection, newest first: all four tell apart what the first ones leave equal. */
export interface PageCursor {
  /** Of its time field, ms since the epoch. */
  readonly at: number;
  readonly id: string;
  /** Of its record: a time-series collection may hold an id once for each replay. */
  readonly appendedAt: number;
  readonly offset: number;
}

/** Opaque: only `readCursor` knows what it means. */
export function cursorText({ at, id, appendedAt, offset }: PageCursor): string {
  return Buffer.from(JSON.stringify([at, id, appendedAt, offset])).toString("base64url");
}

/** Undefined for what `cursorText` has not made. */
export function readCursor(text: string): PageCursor | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parts) || parts.length !== 4) return undefined;
    const [at, id, appendedAt, offset] = parts;
    const areNumbers = [at, appendedAt, offset].every(Number.isSafeInteger);
    return areNumbers && typeof id === "string" ? { at, id, appendedAt, offset } : undefined;
  } catch {
    return undefined;
  }
}
