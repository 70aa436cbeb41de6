import { loadNetwork } from "@tributary/bus-network";
import { integer } from "@tributary/config";
import { vehiclePosition } from "@tributary/contracts";
import { defineConsumer } from "@tributary/runtime";
import { lineRoutes } from "./line-routes.ts";
import { vehicleRoutes } from "./vehicle-routes.ts";
import { vehicleView } from "./vehicle-view.ts";

const config = {
  MAP_LOOK_BACK_MS: integer(
    "How far back to read at the start; shorter than MAP_REMOVE_AFTER_MS, and a new replica misses vehicles others show",
    { default: 300_000, minimum: 1_000, unit: "ms" },
  ),
  MAP_STALE_AFTER_MS: integer("Age of the last fix from which a vehicle is marked stale", {
    default: 60_000,
    minimum: 1_000,
    unit: "ms",
  }),
  MAP_REMOVE_AFTER_MS: integer("Age of the last fix from which a vehicle is removed", {
    default: 300_000,
    minimum: 1_000,
    unit: "ms",
  }),
  MAP_TICK_MS: integer("Time between two looks at what changed, for all streams at once", {
    default: 500,
    minimum: 50,
    maximum: 60_000,
    unit: "ms",
  }),
  MAP_MAX_READERS: integer("Most open streams; the next one is answered 503", {
    default: 5_000,
    minimum: 1,
    maximum: 50_000,
  }),
  MAP_READER_STALLED_AFTER_MS: integer("A stream whose reader takes nothing for so long is cut", {
    default: 5_000,
    minimum: 1_000,
    maximum: 60_000,
    unit: "ms",
  }),
};

export const mapFeed = defineConsumer({
  name: "map-feed",
  summary: "Serves the newest position of every vehicle, live",
  config,
  inputs: [vehiclePosition],
  outputs: [],
  views: (settings) => ({
    vehicles: vehicleView({
      lookBackMs: settings.MAP_LOOK_BACK_MS,
      staleAfterMs: settings.MAP_STALE_AFTER_MS,
      removeAfterMs: settings.MAP_REMOVE_AFTER_MS,
    }),
  }),
  routes: (app, { config: settings, views, metrics, log, now }) => {
    vehicleRoutes(app, {
      view: views.vehicles,
      metrics,
      log,
      now,
      tickMs: settings.MAP_TICK_MS,
      mostReaders: settings.MAP_MAX_READERS,
      stalledAfterMs: settings.MAP_READER_STALLED_AFTER_MS,
    });
    lineRoutes(app, loadNetwork(), views.vehicles);
  },
});
