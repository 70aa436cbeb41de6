import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";

const file = "src/protocol/recordBatch/v0/decoder.js";

interface DecodedRecord {
  readonly offset: string;
}

interface DecodedBatch {
  readonly firstOffset: string;
  readonly lastOffsetDelta: number;
  readonly maxTimestamp: string;
  readonly records: object[];
}

/**
 * P1. Compaction keeps a record batch whose records are all gone, to remember its producer's sequence, and shortens
 * others at their end. kafkajs derives the next position from records only, so an empty batch at the end of a segment
 * is fetched for ever. A synthetic control record at the batch's real last offset moves the position; kafkajs filters
 * control records before user code.
 */
export function patchEmptyRecordBatch(modules: KafkajsModules): void {
  const decode = modules.read(file) as (decoder: unknown) => Promise<DecodedBatch>;
  modules.replace(file, async (decoder: unknown): Promise<DecodedBatch> => {
    const batch = await decode(decoder);
    const lastOffset = String(BigInt(batch.firstOffset) + BigInt(batch.lastOffsetDelta));
    const lastRecord = batch.records.at(-1) as DecodedRecord | undefined;
    if (lastRecord?.offset !== lastOffset) {
      batch.records.push({
        offset: lastOffset,
        key: null,
        value: null,
        headers: {},
        timestamp: batch.maxTimestamp,
        attributes: 0,
        isControlRecord: true,
        batchContext: batch,
      });
    }
    return batch;
  });
}
