import { services } from "@tributary/catalog";
import { composeJobs } from "./compose-jobs.ts";
import { dashboards } from "./dashboards/dashboards.ts";
import { grafanaJson } from "./dashboards/grafana-json.ts";
import { prometheusConfig } from "./prometheus-config.ts";

const head = `# Made of the catalog by \`npm run generate\` (packages/monitoring). Targets are A records of the names of containers,
# asked again every 5 s: replicas come and go by themselves, and what is not deployed has none.
`;

/** The files of \`deploy/\` that are made, path below the root to content. */
export function monitoringFiles(): ReadonlyMap<string, string> {
  const config = prometheusConfig({ jobs: composeJobs(services), rules: ["rules/*.yml"], scrapeSeconds: 5 });
  return new Map([
    ["deploy/prometheus/prometheus.yml", head + config],
    ...dashboards.map((each) => [`deploy/grafana/dashboards/${each.uid}.json`, grafanaJson(each)] as const),
  ]);
}
