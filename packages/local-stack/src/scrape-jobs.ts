import type { ScrapeJob } from "@tributary/monitoring/prometheus-config";
import type { Addressed } from "./addresses.ts";

/** A job for each service with all its replicas, and one for the registry where it is ours. */
export function scrapeJobs(
  addressed: readonly Addressed[],
  registryManagement: string | undefined,
): readonly ScrapeJob[] {
  const services = [...Map.groupBy(addressed, ({ planned }) => planned.service)].map(([service, all]) => ({
    name: service.name,
    kind: service.kind,
    at: { targets: all.map(({ ports }) => `127.0.0.1:${ports.ops}`) },
  }));
  if (registryManagement === undefined) return services;
  return [...services, { name: "schema-registry", at: { targets: [registryManagement] } }];
}
