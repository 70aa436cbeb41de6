import type { Message } from "../../src/kafkajs/kafkajs-internals.ts";
import type { RecordBatch } from "../../src/record-batch/record-batch.ts";
import { RecordBatchWriter } from "../../src/record-batch/record-batch-writer.ts";

const headBytes = 61;
const head = { producerId: -1n, producerEpoch: 0, firstSequence: 0, isTransactional: false, timestamp: 0 };

/** A batch of these records, read in; `as` says what is to be otherwise than in one that has no producer. */
export function batchOf(messages: readonly Message[], as: Partial<RecordBatch> = {}): RecordBatch {
  const writer = new RecordBatchWriter(messages);
  const bytes = Buffer.alloc(writer.bytes);
  writer.write(bytes, 0, head);
  const { firstOffset = 0 } = as;
  return {
    firstOffset,
    lastOffset: firstOffset + messages.length - 1,
    producerId: "-1",
    isTransactional: false,
    isControl: false,
    firstTimestamp: 0,
    maxTimestamp: 0,
    isLogAppendTime: true,
    count: messages.length,
    records: bytes.subarray(headBytes),
    ...as,
  };
}
