/** A record batch of format 2 (KIP-98) as a broker hands it out. */
export interface RecordBatch {
  readonly firstOffset: number;
  /** Also where compaction has taken the last records, or all. */
  readonly lastOffset: number;
  /** As a text, for it takes 64 bits; "-1" for none. */
  readonly producerId: string;
  readonly isTransactional: boolean;
  /** Its one record ends a transaction. */
  readonly isControl: boolean;
  /** Milliseconds since the epoch: of all records what `isLogAppendTime` says, else each adds to the first. */
  readonly firstTimestamp: number;
  readonly maxTimestamp: number;
  readonly isLogAppendTime: boolean;
  /** How many there are in `records`. */
  readonly count: number;
  /** Uncompressed, one behind the other. */
  readonly records: Buffer;
}

/** Resolves to the bytes in the clear; undefined for a batch that is not compressed. */
export type Decompression = ((bytes: Buffer) => Promise<Buffer>) | undefined;

const lengthAt = 8;
/** The length counts what comes after it. */
const lengthEnd = 12;
const headBytes = 61;
const format = 2;
const logAppendTime = 0x08;
const transactional = 0x10;
const control = 0x20;

/**
 * The batches of one partition in a broker's answer, which cuts the last one short where it has reached its limit. What
 * is in them stays in `bytes`. `decompression` tells by the attributes of a batch how it is compressed.
 */
export async function readBatches(
  bytes: Buffer,
  decompression: (attributes: number) => Decompression,
): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  let start = 0;
  while (start + headBytes <= bytes.length) {
    const end = start + lengthEnd + bytes.readInt32BE(start + lengthAt);
    if (end < start + headBytes) throw new Error("a record batch is shorter than its own head");
    if (end > bytes.length) break;
    const found = bytes.readInt8(start + 16);
    if (found !== format) throw new Error(`record batches of format ${found} are not read, only ${format}`);
    const attributes = bytes.readInt16BE(start + 21);
    const decompress = decompression(attributes);
    const records = bytes.subarray(start + headBytes, end);
    batches.push(batchAt(bytes, start, decompress === undefined ? records : await decompress(records)));
    start = end;
  }
  return batches;
}

function batchAt(bytes: Buffer, start: number, records: Buffer): RecordBatch {
  const attributes = bytes.readInt16BE(start + 21);
  const firstOffset = readInt64(bytes, start);
  return {
    firstOffset,
    lastOffset: firstOffset + bytes.readInt32BE(start + 23),
    producerId: String(bytes.readBigInt64BE(start + 43)),
    isTransactional: (attributes & transactional) !== 0,
    isControl: (attributes & control) !== 0,
    firstTimestamp: readInt64(bytes, start + 27),
    maxTimestamp: readInt64(bytes, start + 35),
    isLogAppendTime: (attributes & logAppendTime) !== 0,
    count: bytes.readInt32BE(start + 57),
    records,
  };
}

/** Offsets and instants stay below 2^53. */
function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
}
