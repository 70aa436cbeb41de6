import { runtimeConfig, type Service } from "@tributary/runtime";
import type { ScrapeJob } from "./prometheus-config.ts";

/** Kafka has no metrics of its own without an exporter; the registry has, on its management port. */
const registry: ScrapeJob = {
  name: "schema-registry",
  at: { dnsName: "registry", port: 9000 },
  path: "/metrics",
};

/** What Prometheus scrapes where each service is a container that is named as it is. */
export function composeJobs(services: readonly Service[]): readonly ScrapeJob[] {
  const port = Number(runtimeConfig.OPS_PORT.default);
  return [...services.map(({ name, kind }) => ({ name, kind, at: { dnsName: name, port } })), registry];
}
