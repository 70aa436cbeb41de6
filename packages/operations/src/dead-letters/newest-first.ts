import type { IncomingRecord, Operator } from "@tributary/kafka";
import { type Bounds, batches } from "../log-reading/batches.ts";

export interface ScanBounds {
  readonly records: number;
  readonly bytes: number;
  /** Offsets read at a time, backwards. */
  readonly window: number;
}

export const usualScan: ScanBounds = { records: 10_000, bytes: 32 * 1_024 * 1_024, window: 1_000 };

/**
 * Hands every record of a partition to `take`, the newest window first (in order within a window), until the start or
 * the bounds are reached. Answers whether it was the start.
 */
export async function newestFirst(
  operator: Operator,
  topic: string,
  partition: number,
  { start, end }: Bounds,
  take: (record: IncomingRecord) => void,
  scan: ScanBounds = usualScan,
): Promise<boolean> {
  let records = 0;
  let bytes = 0;
  for (let to = end; to > start; ) {
    if (records >= scan.records || bytes >= scan.bytes) return false;
    const from = Math.max(start, to - scan.window);
    for await (const batch of batches(operator, topic, partition, { start: from, end: to }))
      for (const record of batch.records) {
        records++;
        bytes += (record.key?.length ?? 0) + (record.value?.length ?? 0);
        take(record);
      }
    to = from;
  }
  return true;
}
