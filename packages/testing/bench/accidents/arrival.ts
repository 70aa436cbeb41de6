import { setTimeout as sleep } from "node:timers/promises";
import { accident } from "@tributary/contracts";
import { openOperator } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import type { SinkStand } from "./sink-stand.ts";

export interface Arrival {
  /** Between the first look that found any done and the first that found all. */
  readonly seconds: number;
  /** That were done in between. */
  readonly records: number;
}

export interface ArrivalOptions {
  /** Commits what it has written. */
  readonly group: string;
  /** Records in the topic. */
  readonly expected: number;
  readonly timeoutMs: number;
  /** Called at each look; a throw ends the waiting. */
  readonly onLook: (records: number) => void;
}

const lookEveryMs = 100;

/**
 * Looks how far a group has come in the topic of the accidents until it is at the end. Kafka is asked and not MongoDB, which
 * counts by reading all there is.
 */
export async function arrival(stand: SinkStand, options: ArrivalOptions): Promise<Arrival> {
  const { group, expected, timeoutMs, onLook } = options;
  const brokers = stand.parts.kafkaBrokers.split(",");
  const operator = await openOperator({ clientId: "bench-arrival", brokers, log: silentLog });
  try {
    const bounds = await operator.bounds(accident.name);
    const offsets = bounds.reduce((sum, { start, end }) => sum + end - start, 0);
    const giveUpAt = performance.now() + timeoutMs;
    let first: { readonly at: number; readonly records: number } | undefined;
    for (;;) {
      const committed = (await operator.committed(group)).filter(({ topic }) => topic === accident.name);
      const done = committed.reduce(
        (sum, { partition, offset }) => sum + offset - (bounds[partition]?.start ?? 0),
        0,
      );
      // The offsets of transactions' ends are spread evenly among those of the records.
      const records = Math.round((done / offsets) * expected);
      const at = performance.now();
      onLook(records);
      if (records > 0) first ??= { at, records };
      // The last offset is the end of a transaction, and no record: not everybody commits it.
      const isAll = bounds.every(({ end }, partition) =>
        committed.some((one) => one.partition === partition && one.offset >= end - 1),
      );
      if (first !== undefined && isAll) {
        return { seconds: (at - first.at) / 1_000, records: expected - first.records };
      }
      if (at > giveUpAt) throw new Error(`${records} of ${expected} records after ${timeoutMs / 1_000} s`);
      await sleep(lookEveryMs);
    }
  } finally {
    await operator.close();
  }
}

/** Throws where a collection has not as many documents as records were written into it. */
export async function requireAll(
  stand: SinkStand,
  at: { database: string; collection: string },
  expected: number,
) {
  const found = await stand.client.db(at.database).collection(at.collection).countDocuments();
  if (found !== expected) throw new Error(`${at.collection} has ${found} documents, and not ${expected}`);
}
