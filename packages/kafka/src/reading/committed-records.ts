import type { IncomingRecord } from "../broker.ts";
import type { FetchedPartition } from "../kafkajs/kafkajs-internals.ts";
import type { RecordBatch } from "../record-batch/record-batch.ts";
import { RecordCursor } from "../record-batch/record-cursor.ts";

export interface CommittedRecords {
  readonly records: readonly IncomingRecord[];
  /** Past all that was fetched, control records and aborted ones included. */
  readonly nextOffset: number;
}

/** A control record's key carries version and type, two bytes each; type 0 ends a transaction by abort (KIP-98). */
function endsByAbort(batch: RecordBatch): boolean {
  const marker = new RecordCursor(batch);
  return marker.next() && marker.key !== null && marker.key.length >= 4 && marker.key.readInt16BE(2) === 0;
}

/**
 * The records of one fetch that a reader of committed data may see. kafkajs's own filter starts at most one aborted
 * transaction per record and takes a data record with four zero bytes as key for an abort marker; both would show
 * aborted records. A batch is of one producer, and of one transaction at most.
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
  for (const batch of fetched.messages) {
    const { lastOffset, producerId } = batch;
    for (
      let next = aborted[started];
      next !== undefined && next.firstOffset <= lastOffset;
      next = aborted[++started]
    )
      aborting.add(next.producerId);
    nextOffset = Math.max(nextOffset, lastOffset + 1);
    if (batch.isControl) {
      if (endsByAbort(batch)) aborting.delete(producerId);
    } else if (!(batch.isTransactional && aborting.has(producerId)))
      take(batch, { topic, partition: fetched.partition, fetchOffset }, records);
  }
  return { records, nextOffset };
}

/** Records before the wanted offset share a batch with those after it. */
function take(
  batch: RecordBatch,
  at: { readonly topic: string; readonly partition: number; readonly fetchOffset: number },
  into: IncomingRecord[],
): void {
  const { topic, partition, fetchOffset } = at;
  const record = new RecordCursor(batch);
  while (record.next()) {
    const { offset, timestamp, key, value, headers } = record;
    if (offset >= fetchOffset) into.push({ topic, partition, offset, timestamp, key, value, headers });
  }
}
