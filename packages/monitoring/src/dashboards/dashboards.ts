import { brokerAndRegistryDashboard } from "./broker-and-registry.ts";
import { foldsAndSinksDashboard } from "./folds-and-sinks.ts";
import type { Dashboard } from "./panel.ts";
import { servicesDashboard } from "./services.ts";

export const dashboards: readonly Dashboard[] = [
  servicesDashboard,
  foldsAndSinksDashboard,
  brokerAndRegistryDashboard,
];
