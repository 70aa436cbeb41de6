import type { Topic } from "@tributary/contracts";

type Fields = Readonly<Record<string, "string" | "int" | "long">>;

const record = (name: string, fields: Fields) =>
  ({
    type: "record",
    name,
    namespace: "tributary.test",
    fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
  }) as const;

export interface LateVehicle {
  readonly vehicleId: string;
  readonly delaySeconds: number;
  readonly observedAt: number;
}

export const lateVehicle: Topic<LateVehicle> = {
  name: "test.late-vehicle.v1",
  schema: record("LateVehicle", { vehicleId: "string", delaySeconds: "int", observedAt: "long" }),
  key: ({ vehicleId }) => vehicleId,
  eventTime: ({ observedAt }) => observedAt,
  partitions: 6,
  cleanup: { policy: "delete", retentionMs: 3_600_000 },
  fault: () => undefined,
};

export interface VehicleReports {
  readonly vehicleId: string;
  readonly reports: number;
}

export const vehicleReports: Topic<VehicleReports> = {
  name: "test.vehicle-reports.v1",
  schema: record("VehicleReports", { vehicleId: "string", reports: "int" }),
  key: ({ vehicleId }) => vehicleId,
  eventTime: () => 0,
  partitions: 6,
  cleanup: { policy: "compact" },
  fault: () => undefined,
};
