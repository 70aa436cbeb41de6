import { isAscii } from "node:buffer";
import type { RowFault } from "../dataset.ts";
import { type CutBlock, rawRow } from "../reading/cut-block.ts";

/**
 * A row in a sorted file, little endian: bytes of the row (u32), kind (u32), event time, line, offset (f64 each), the row,
 * the fault as JSON. The kind is `plain`, `toCut`, or the bytes of the fault of a bad row.
 */
export const recordHeadBytes = 32;
/** ASCII without quotation marks: commas separate. */
export const plain = 0;
export const toCut = 0xffff_ffff;

export interface SortedRecord {
  readonly time: number;
  readonly line: number;
  readonly offset: number;
  readonly kind: number;
  /** Where its row begins and ends, and the record ends, in the bytes it was read from. */
  readonly rowFrom: number;
  readonly rowTo: number;
  readonly end: number;
}

export function recordAt(bytes: Buffer, at: number): SortedRecord {
  const rowFrom = at + recordHeadBytes;
  const rowTo = rowFrom + bytes.readUInt32LE(at);
  const kind = bytes.readUInt32LE(at + 4);
  return {
    time: bytes.readDoubleLE(at + 8),
    line: bytes.readDoubleLE(at + 16),
    offset: bytes.readDoubleLE(at + 24),
    kind,
    rowFrom,
    rowTo,
    end: rowTo + (kind === toCut ? 0 : kind),
  };
}

export function recordTime(bytes: Buffer, at: number): number {
  return bytes.readDoubleLE(at + 8);
}

export function recordEnd(bytes: Buffer, at: number): number {
  const kind = bytes.readUInt32LE(at + 4);
  return at + recordHeadBytes + bytes.readUInt32LE(at) + (kind === toCut ? 0 : kind);
}

/** Writes a row at `at`, and answers where it ends; undefined if there is no room for it. */
export function writeRecord(
  into: Buffer,
  at: number,
  row: {
    readonly block: CutBlock;
    readonly index: number;
    readonly time: number;
    readonly fault: RowFault | undefined;
  },
): number | undefined {
  const { block, index } = row;
  const raw = rawRow(block, index);
  const fault = row.fault === undefined ? undefined : faultBytes(row.fault);
  const rowFrom = at + recordHeadBytes;
  const end = rowFrom + raw.length + (fault?.length ?? 0);
  if (end > into.length) return undefined;
  into.writeUInt32LE(raw.length, at);
  into.writeUInt32LE(fault?.length ?? (isAscii(raw) && !raw.includes(34) ? plain : toCut), at + 4);
  into.writeDoubleLE(row.time, at + 8);
  into.writeDoubleLE(block.lines[index] ?? 0, at + 16);
  into.writeDoubleLE(block.offsets[index] ?? 0, at + 24);
  raw.copy(into, rowFrom);
  fault?.copy(into, rowFrom + raw.length);
  return end;
}

function faultBytes({ column, reason, message }: RowFault): Buffer {
  return Buffer.from(JSON.stringify({ column, reason, message }));
}
