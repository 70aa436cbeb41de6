import type { IncomingRecord } from "../broker.ts";
import type { FetchedPartition, FetchedRecord } from "../kafkajs/kafkajs-internals.ts";

export interface CommittedRecords {
  readonly records: readonly IncomingRecord[];
  /** Past all that was fetched, control records and aborted ones included. */
  readonly nextOffset: number;
}

/** Control records carry version and type, two bytes each; type 0 ends a transaction by abort (KIP-98). */
function isAbortMarker(record: FetchedRecord): boolean {
  return (
    record.isControlRecord && record.key !== null && record.key.length >= 4 && record.key.readInt16BE(2) === 0
  );
}

function headersOf(headers: FetchedRecord["headers"]): Record<string, Buffer> {
  const single: Record<string, Buffer> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = Buffer.isBuffer(value) ? value : value?.at(-1);
    if (last !== undefined) single[name] = last;
  }
  return single;
}

/**
 * The records of one fetch that a reader of committed data may see. kafkajs's own filter starts at most one aborted
 * transaction per record and takes a data record with four zero bytes as key for an abort marker; both would show
 * aborted records.
 */
export function committedRecords(
  topic: string,
  fetched: FetchedPartition,
  fetchOffset: number,
): CommittedRecords {
  const aborted = (fetched.abortedTransactions ?? [])
    .map(({ producerId, firstOffset }) => ({ producerId, firstOffset: Number(firstOffset) }))
    .sort((a, b) => a.firstOffset - b.firstOffset);
  const aborting = new Set<string>();
  const records: IncomingRecord[] = [];
  let started = 0;
  let nextOffset = fetchOffset;
  for (const record of fetched.messages) {
    const offset = Number(record.offset);
    for (
      let next = aborted[started];
      next !== undefined && next.firstOffset <= offset;
      next = aborted[++started]
    )
      aborting.add(next.producerId);
    nextOffset = Math.max(nextOffset, offset + 1);
    const { producerId, inTransaction } = record.batchContext;
    if (record.isControlRecord) {
      if (isAbortMarker(record)) aborting.delete(producerId);
      continue;
    }
    if ((inTransaction && aborting.has(producerId)) || offset < fetchOffset) continue;
    records.push({
      topic,
      partition: fetched.partition,
      offset,
      timestamp: Number(record.timestamp),
      key: record.key,
      value: record.value,
      headers: headersOf(record.headers),
    });
  }
  return { records, nextOffset };
}
