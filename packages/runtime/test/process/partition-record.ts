import type { IncomingRecord } from "@tributary/kafka";

/** A record as a partition hands it over. */
export function partitionRecord(over: Partial<IncomingRecord> = {}): IncomingRecord {
  return {
    topic: "test.thing.v1",
    partition: 0,
    offset: 0,
    timestamp: 1_000,
    key: Buffer.from("a"),
    value: Buffer.from("1 a 1 red"),
    headers: {},
    ...over,
  };
}
