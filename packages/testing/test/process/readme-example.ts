import { integer } from "@tributary/config";
import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { defineConsumer, emit, fold, map, sink } from "@tributary/runtime";
import { openArchive } from "./archive.ts";
import { lateVehicle, vehicleReports } from "./topics.ts";

export const lateVehicles = defineConsumer({
  name: "late-vehicles",
  summary: "Tells which vehicles are late",
  config: { LATE_SECONDS: integer("Delay from which on a vehicle is late", { default: 300 }) },
  inputs: [vehiclePosition],
  outputs: [lateVehicle],
  process: ({ LATE_SECONDS }) =>
    map<VehiclePosition>(({ value: { vehicleId, delaySeconds, observedAt } }) =>
      delaySeconds !== null && delaySeconds >= LATE_SECONDS
        ? [emit(lateVehicle, { vehicleId, delaySeconds, observedAt })]
        : [],
    ),
});

export const reportCounts = defineConsumer({
  name: "report-counts",
  summary: "Counts the reports of each vehicle",
  config: {},
  inputs: [vehiclePosition],
  outputs: [vehicleReports],
  process: fold<VehiclePosition, { readonly reports: number }>({
    state: { version: 1 },
    step: (before = { reports: 0 }, { key: vehicleId }) => {
      const state = { reports: before.reports + 1 };
      return [state, [emit(vehicleReports, { vehicleId, ...state })]];
    },
  }),
});

export const positionArchive = defineConsumer({
  name: "position-archive",
  summary: "Keeps every position",
  config: {},
  inputs: [vehiclePosition],
  outputs: [],
  process: sink<VehiclePosition>({
    open: async () => {
      const archive = await openArchive();
      return {
        write: async (batch, signal) => {
          const address = ({ partition, offset }: (typeof batch)[number]) => `${partition}/${offset}`;
          await archive.put(
            batch.map((message) => ({ _id: address(message), ...message.value })),
            signal,
          );
          return []; // what the store refuses for what it is: { message, reason, detail }
        },
        close: () => archive.close(),
      };
    },
  }),
});
