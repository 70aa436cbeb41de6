import type { Broker, TransactionRecord } from "@tributary/kafka";
import { brokerWith } from "./broker-with.ts";

export const rebuildPoints = [
  "before a batch of the log",
  "after a batch of the log",
  "before a transaction ahead",
  "after a transaction ahead",
  "before the last transaction",
  "after the last transaction",
] as const;

/** A named point in the rebuild of a key. */
export type RebuildPoint = (typeof rebuildPoints)[number];

export interface RebuildDeaths {
  readonly mayDie: (at: RebuildPoint) => void;
  /** Whether a record is one that only the last transaction of a rebuild has. */
  readonly isOfRebuild: (record: TransactionRecord) => boolean;
}

/** A broker that calls `mayDie` at each of the points. */
export function rebuildDeathsBroker(broker: Broker, { mayDie, isOfRebuild }: RebuildDeaths): Broker {
  return brokerWith(broker, {
    // State is read to its end, an input up to an offset.
    readPartition: (reading) =>
      broker.readPartition({
        ...reading,
        take: async (records) => {
          if (reading.until !== undefined) mayDie("before a batch of the log");
          await reading.take(records);
          if (reading.until !== undefined) mayDie("after a batch of the log");
        },
      }),
    openTransactor: async (options) => {
      const transactor = await broker.openTransactor(options);
      return {
        commit: async (records, offsets) => {
          const isAhead = offsets.length === 0;
          const isLast = !isAhead && records.some(isOfRebuild);
          if (isAhead) mayDie("before a transaction ahead");
          if (isLast) mayDie("before the last transaction");
          await transactor.commit(records, offsets);
          if (isAhead) mayDie("after a transaction ahead");
          if (isLast) mayDie("after the last transaction");
        },
        close: () => transactor.close(),
      };
    },
  });
}
