import {
  EventHub,
  type EventHubOptions,
  eventStreamRoute,
  isInside,
  type ViewEntry,
} from "@tributary/runtime";
import { accidentSelection, streamChannels } from "./accident-query.ts";
import { accidentColumns, type ShownAccident } from "./accident-view.ts";
import { accidentsSchema, streamSchema } from "./api-schema.ts";
import type { App } from "./app.ts";

export interface AccidentRoutesOptions extends EventHubOptions<ShownAccident> {
  readonly windowHours: number;
}

/** `GET /accidents` and its stream. */
export function accidentRoutes(app: App, options: AccidentRoutesOptions): void {
  const { view, now, windowHours } = options;

  app.get("/accidents", { schema: accidentsSchema }, (request) => {
    const { channels, box } = accidentSelection(request.query);
    const accidents = channels
      .flatMap((channel) => [...view.in(channel).values()])
      .filter(({ value }) => box === undefined || isInside(box, value.startLongitude, value.startLatitude))
      .sort((a, b) => b.eventTime - a.eventTime)
      .map(told);
    return { clock: now(), windowHours, accidents };
  });

  eventStreamRoute(app, {
    url: "/accidents/stream",
    hub: new EventHub(options),
    schema: streamSchema,
    channels: (request) => streamChannels(request.query),
  });
}

const fills = Object.entries(accidentColumns);

function told(entry: ViewEntry<ShownAccident>) {
  const accident: Record<string, unknown> = {};
  for (const [name, fill] of fills) accident[name] = fill(entry);
  return accident;
}
