import { BrokerError, type IncomingRecord, type Operator } from "@tributary/kafka";

export interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** Bounds of each partition, or undefined when there is no such topic. */
export async function boundsOf(operator: Operator, topic: string): Promise<readonly Bounds[] | undefined> {
  try {
    return await operator.bounds(topic);
  } catch (error) {
    if (error instanceof BrokerError && error.code === "unknown_topic") return undefined;
    throw error;
  }
}

export interface Batch {
  readonly records: readonly IncomingRecord[];
  /** Where to go on: past control records too. */
  readonly next: number;
}

/** Records asked for at a time. */
const batchRecords = 2_000;

/** The committed records of a partition with offsets from `from` up to, not including, `to`, a batch at a time. */
export async function* batches(
  operator: Operator,
  topic: string,
  partition: number,
  { start: from, end: to }: Bounds,
): AsyncGenerator<Batch> {
  for (let next = from; next < to; ) {
    const offset = next;
    // A range holds no more records than offsets, so that a short one at the end of the log is not read beyond.
    const read = await operator.read({ topic, partition, offset }, Math.min(batchRecords, to - offset));
    if (read.next <= offset) return; // the log was cut short meanwhile
    next = read.next;
    yield { records: read.records.filter((record) => record.offset < to), next: Math.min(next, to) };
  }
}
