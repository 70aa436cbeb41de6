import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { type Expiry, type ViewDefinition, type ViewEntry, view } from "@tributary/runtime";
import { cellAt } from "./map-grid.ts";

/** Helsinki's rule: transitdata-vehicleposition-processor drops fixes more than 5 s ahead. */
const mostAheadMs = 5_000;

export interface VehicleViewOptions extends Expiry {
  readonly lookBackMs: number;
}

/** Newest position of every vehicle, to be followed as a whole, by line or by map cell. */
export function vehicleView(options: VehicleViewOptions): ViewDefinition<VehiclePosition> {
  const { lookBackMs, staleAfterMs, removeAfterMs } = options;
  return view(vehiclePosition, {
    lookBackMs,
    expiry: { staleAfterMs, removeAfterMs },
    accept: refusal,
    channels: (position) => [
      ...(position.line === null ? [] : [lineChannel(position.line)]),
      cellAt(position.longitude, position.latitude),
    ],
    columns: vehicleColumns,
  });
}

export function lineChannel(line: string): string {
  return `line:${line}`;
}

/** The line a channel stands for, or undefined for a channel of another kind. */
export function lineOfChannel(channel: string): string | undefined {
  return channel.startsWith("line:") ? channel.slice("line:".length) : undefined;
}

/** A vehicle never goes back in time. What "ahead" means is the broker's clock's to say: all replicas agree. */
export function refusal(
  next: VehiclePosition,
  previous: VehiclePosition | undefined,
  appendedAt: number,
): string | undefined {
  if (next.observedAt - appendedAt > mostAheadMs) return "future";
  if (previous === undefined || next.observedAt > previous.observedAt) return undefined;
  return next.observedAt === previous.observedAt ? "duplicate" : "older";
}

/** What is told of a vehicle, in the order of the stream's columns. */
export const vehicleColumns = {
  vehicleId: ({ value }) => value.vehicleId,
  line: ({ value }) => value.line,
  direction: ({ value }) => value.direction,
  destination: ({ value }) => value.destination,
  latitude: ({ value }) => value.latitude,
  longitude: ({ value }) => value.longitude,
  bearingDegrees: ({ value }) => value.bearingDegrees,
  speedMetersPerSecond: ({ value }) => value.speedMetersPerSecond,
  observedAt: ({ value }) => value.observedAt,
  appendedAt: ({ appendedAt }) => appendedAt,
  nextStopId: ({ value }) => value.nextStopId,
  delaySeconds: ({ value }) => value.delaySeconds,
  occupancy: ({ value }) => value.occupancy,
} satisfies Record<string, (entry: ViewEntry<VehiclePosition>) => string | number | null>;
