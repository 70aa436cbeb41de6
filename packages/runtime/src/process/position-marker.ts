import type { TransactionRecord } from "@tributary/kafka";

/** How far the state of a partition has come in one of its inputs. */
export interface PositionMarker {
  /** Offset of the next record to count. */
  readonly position: number;
  /** Offset of the first one that was counted: a rebuild must reach back as far. */
  readonly begin: number;
  /** The states are being dropped, to be counted anew: those that are still there must not be used. */
  readonly isDropping?: boolean;
}

const version = 1;
/** Of a marker that says `isDropping`: code that does not know of it must not take what is left for the whole. */
const droppingVersion = 2;
/** No state key may begin with a NUL, so marker and state never share a key. */
const prefix = "\u0000position:";

export const isReservedKey = (key: string): boolean => key.startsWith("\u0000");

/** The input a key of the state topic is the marker of, or undefined. */
export function markedTopic(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

/** The marker as a record of the state topic's partition. */
export function markerRecord(
  at: { readonly topic: string; readonly partition: number },
  input: string,
  { position, begin, isDropping = false }: PositionMarker,
): TransactionRecord {
  const whole = { version, position, begin };
  const marker = isDropping ? { ...whole, version: droppingVersion, isDropping } : whole;
  const value = Buffer.from(JSON.stringify(marker));
  return { ...at, key: prefix + input, value };
}

/** Undefined for what this version of the code does not understand. */
export function readMarker(value: Buffer): PositionMarker | undefined {
  try {
    const { version: written, position, begin, isDropping } = JSON.parse(value.toString());
    if (!isOffset(position) || !isOffset(begin)) return undefined;
    if (written === droppingVersion && isDropping === true) return { position, begin, isDropping };
    return written === version ? { position, begin } : undefined;
  } catch {
    return undefined;
  }
}

const isOffset = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
