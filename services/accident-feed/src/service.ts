import { integer } from "@tributary/config";
import { accidentCount } from "@tributary/contracts";
import { defineConsumer, fold } from "@tributary/runtime";
import { accidentRoutes } from "./accident-routes.ts";
import { accidentView } from "./accident-view.ts";
import { countAccident, countedAccident, countedTogether } from "./count-accident.ts";
import { countRoutes } from "./count-routes.ts";
import { countView } from "./count-view.ts";

const hourMs = 3_600_000;

const config = {
  ACCIDENTS_WINDOW_HOURS: integer("Shown are accidents that began within so long before the newest", {
    default: 168,
    minimum: 1,
    maximum: 87_600,
    unit: "h",
  }),
  ACCIDENTS_WINDOW_MOST: integer("Most accidents shown; beyond it those that began first go", {
    default: 20_000,
    minimum: 1,
    maximum: 200_000,
  }),
  ACCIDENTS_LOOK_BACK_MS: integer(
    "How far back to read at the start; what a replay wrote before that a new replica does not show",
    { default: 24 * hourMs, minimum: 1_000, unit: "ms" },
  ),
  ACCIDENTS_TICK_MS: integer("Time between two looks at what changed, for all streams at once", {
    default: 500,
    minimum: 50,
    maximum: 60_000,
    unit: "ms",
  }),
  ACCIDENTS_MAX_READERS: integer("Most open streams; the next one is answered 503", {
    default: 1_000,
    minimum: 1,
    maximum: 50_000,
  }),
  // All that a fetch brings of a partition in one transaction.
  STREAM_CHUNK_RECORDS: integer("Most records a consumer takes into one transaction or batch", {
    default: 5_000,
    minimum: 1,
    maximum: 100_000,
  }),
};

export const accidentFeed = defineConsumer({
  name: "accident-feed",
  summary: "Counts US accidents, each exactly once, and shows the newest live",
  config,
  inputs: [countedAccident],
  outputs: [accidentCount],
  process: fold({ state: { version: 1 }, step: countAccident, stateKey: countedTogether }),
  views: (settings) => ({
    counts: countView,
    accidents: accidentView({
      lookBackMs: settings.ACCIDENTS_LOOK_BACK_MS,
      windowMs: settings.ACCIDENTS_WINDOW_HOURS * hourMs,
      most: settings.ACCIDENTS_WINDOW_MOST,
    }),
  }),
  routes: (app, { config: settings, views, metrics, log, now }) => {
    countRoutes(app, views.counts, now);
    accidentRoutes(app, {
      view: views.accidents,
      metrics,
      log,
      now,
      tickMs: settings.ACCIDENTS_TICK_MS,
      mostReaders: settings.ACCIDENTS_MAX_READERS,
      windowHours: settings.ACCIDENTS_WINDOW_HOURS,
    });
  },
});
