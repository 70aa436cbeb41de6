import type { Topic } from "@tributary/contracts";

export interface Position {
  readonly vehicleId: string;
  readonly latitude: number;
  readonly observedAt: number;
  readonly line: string | null;
}

/** A contract of the tests' own, small enough to encode by hand. */
export const positions: Topic<Position> = {
  name: "test.position.v1",
  schema: {
    type: "record",
    name: "Position",
    namespace: "tributary.test",
    fields: [
      { name: "vehicleId", type: "string" },
      { name: "latitude", type: "double" },
      { name: "observedAt", type: { type: "long", logicalType: "timestamp-millis" } },
      { name: "line", type: ["null", "string"], default: null },
    ],
  },
  key: ({ vehicleId }) => vehicleId,
  eventTime: ({ observedAt }) => observedAt,
  partitions: 1,
  cleanup: { policy: "delete", retentionMs: 1_000 },
  fault: ({ latitude }) =>
    Math.abs(latitude) <= 90 ? undefined : { field: "latitude", given: latitude, expected: "-90 to 90" },
};

export const position: Position = { vehicleId: "bus", latitude: 51.5, observedAt: 3, line: "24" };

/** Confluent's header, then Avro's encoding of `position`, worked out by hand (Avro 1.11, "Binary Encoding"). */
export function encodedPosition(schemaId: number): Buffer {
  const latitude = Buffer.alloc(8);
  latitude.writeDoubleLE(51.5);
  const id = Buffer.alloc(4);
  id.writeInt32BE(schemaId);
  // Length 3 as zigzag 6; long 3 as zigzag 6; union branch 1 as 2; length 2 as 4.
  return Buffer.concat([
    Buffer.from([0]),
    id,
    Buffer.from([6]),
    Buffer.from("bus"),
    latitude,
    Buffer.from([6, 2, 4]),
    Buffer.from("24"),
  ]);
}
