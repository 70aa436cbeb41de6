import { defineGateway } from "@tributary/runtime";
import { consoleConfig } from "./console-config.ts";
import { consoleRoutes } from "./console-routes.ts";
import { operationsOpener } from "./operations/operations-opener.ts";

/** Named so because `console` would hide the global one wherever it is imported. */
export const consoleGateway = defineGateway({
  name: "console",
  summary: "The web page: one door to all of it.",
  config: consoleConfig,
  routes: (app, context) => consoleRoutes(app, { ...context, openOperations: operationsOpener(context) }),
});
