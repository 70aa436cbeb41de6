import type { VehiclePosition } from "@tributary/contracts";
import {
  EventHub,
  type EventHubOptions,
  eventStreamRoute,
  everything,
  isInside,
  type ViewEntry,
} from "@tributary/runtime";
import { streamSchema, vehiclesSchema } from "./api-schema.ts";
import type { App } from "./app.ts";
import { streamChannels, vehicleSelection } from "./vehicle-query.ts";
import { lineChannel, vehicleColumns } from "./vehicle-view.ts";

/** `GET /vehicles` and its stream. */
export function vehicleRoutes(app: App, options: EventHubOptions<VehiclePosition>): void {
  const { view, now } = options;

  app.get("/vehicles", { schema: vehiclesSchema }, (request) => {
    const { box, line } = vehicleSelection(request.query);
    const clock = now();
    const vehicles = [];
    for (const entry of view.in(line === undefined ? everything : lineChannel(line)).values()) {
      if (box === undefined || isInside(box, entry.value.longitude, entry.value.latitude)) {
        vehicles.push({ ...told(entry), sequence: entry.value.sequence, stale: view.stale(entry, clock) });
      }
    }
    return { clock, vehicles };
  });

  eventStreamRoute(app, {
    url: "/vehicles/stream",
    hub: new EventHub(options),
    schema: streamSchema,
    channels: (request) => streamChannels(request.query),
  });
}

function told(entry: ViewEntry<VehiclePosition>) {
  return Object.fromEntries(Object.entries(vehicleColumns).map(([name, fill]) => [name, fill(entry)]));
}
