import { integer } from "@tributary/config";
import { marketBar, marketIndicator, marketSignal, marketStatus } from "@tributary/contracts";
import { defineConsumer, fold } from "@tributary/runtime";
import { apiConfig } from "./api/api-config.ts";
import { indicatorRoutes } from "./api/indicator-routes.ts";
import { indicatorViews } from "./api/indicator-views.ts";
import { settingsRoute } from "./api/settings-route.ts";
import { indicatorStep } from "./fold/indicator-step.ts";
import { indicatorConfig, indicatorSettings } from "./indicator-config.ts";

export const technicalIndicators = defineConsumer({
  name: "technical-indicators",
  summary: "Rolls bars of prices up, and computes their indicators and signals live, each bar exactly once",
  config: {
    ...indicatorConfig,
    ...apiConfig,
    // All that a fetch brings of a partition in one transaction.
    STREAM_CHUNK_RECORDS: integer("Most records a consumer takes into one transaction or batch", {
      default: 5_000,
      minimum: 1,
      maximum: 100_000,
    }),
  },
  inputs: [marketBar, marketStatus],
  // How it stands with a symbol is shown, and counts for nothing.
  reads: () => [marketBar],
  outputs: [marketIndicator, marketSignal],
  process: (config) =>
    fold({
      state: { version: 1, parts: true },
      step: indicatorStep(indicatorSettings(config)),
    }),
  views: indicatorViews,
  routes: (app, context) => {
    indicatorRoutes(app, context);
    settingsRoute(app, indicatorSettings(context.config));
  },
});
