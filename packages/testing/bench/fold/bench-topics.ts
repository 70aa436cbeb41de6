import type { Topic } from "@tributary/contracts";

export interface BenchEvent {
  readonly id: string;
  readonly amount: number;
}

export interface BenchCount {
  readonly id: string;
  readonly count: number;
  readonly amount: number;
}

export const partitions = 4;

/** Input of the bench: small records of some keys. */
export const benchEvent = (name: string): Topic<BenchEvent> => ({
  name,
  schema: {
    type: "record",
    name: "BenchEvent",
    namespace: "tributary.bench",
    fields: [
      { name: "id", type: "string" },
      { name: "amount", type: "double" },
    ],
  },
  key: ({ id }) => id,
  eventTime: () => 0,
  partitions,
  cleanup: { policy: "delete", retentionMs: 3_600_000 },
  fault: () => undefined,
});

/** How often a key was seen, and the sum of its amounts. */
export const benchCount: Topic<BenchCount> = {
  name: "bench.count.v1",
  schema: {
    type: "record",
    name: "BenchCount",
    namespace: "tributary.bench",
    fields: [
      { name: "id", type: "string" },
      { name: "count", type: "long" },
      { name: "amount", type: "double" },
    ],
  },
  key: ({ id }) => id,
  eventTime: () => 0,
  partitions,
  cleanup: { policy: "compact" },
  fault: () => undefined,
};
