import type { Topic } from "@tributary/contracts";

export interface Reading {
  readonly sensor: string;
  readonly level: number;
  readonly at: number;
}

/** A contract of the tests' own. */
function topicOf(name: string, record: string): Topic<Reading> {
  return {
    name,
    schema: {
      type: "record",
      name: record,
      namespace: "tributary.test",
      fields: [
        { name: "sensor", type: "string" },
        { name: "level", type: "double" },
        { name: "at", type: { type: "long", logicalType: "timestamp-millis" } },
      ],
    },
    key: ({ sensor }) => sensor,
    eventTime: ({ at }) => at,
    partitions: 3,
    cleanup: { policy: "compact" },
    fault: () => undefined,
  };
}

export const readings = topicOf("test.reading.v1", "Reading");
export const totals = topicOf("test.total.v1", "Total");

export const reading = (sensor: string, level: number): Reading => ({
  sensor,
  level,
  at: 1_767_225_600_000,
});
