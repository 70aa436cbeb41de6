import { stringify } from "yaml";

/** One service, as Prometheus is told of it. Every series of it carries `job`, `service` and, where given, `kind`. */
export interface ScrapeJob {
  readonly name: string;
  readonly kind?: string;
  /** A name whose A records are the replicas, asked again and again; or the replicas themselves, `host:port`. */
  readonly at: { readonly dnsName: string; readonly port: number } | { readonly targets: readonly string[] };
  /** Default `/metrics`. */
  readonly path?: string;
}

export interface PrometheusOptions {
  readonly jobs: readonly ScrapeJob[];
  /** Files of rules, absolute or as seen from the configuration's folder. */
  readonly rules: readonly string[];
  readonly scrapeSeconds: number;
}

/** The text of a prometheus.yml. */
export function prometheusConfig({ jobs, rules, scrapeSeconds }: PrometheusOptions): string {
  const every = `${scrapeSeconds}s`;
  return stringify(
    {
      global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
      rule_files: rules,
      scrape_configs: jobs.map(scrapeConfig),
    },
    { flowCollectionPadding: true, lineWidth: 0 },
  );
}

function scrapeConfig({ name, kind, at, path }: ScrapeJob) {
  return {
    job_name: name,
    // A service says `service` itself, and the same; `up` and the registry have it from here.
    honor_labels: true,
    ...(path && { metrics_path: path }),
    ...("targets" in at
      ? { static_configs: [{ targets: at.targets }] }
      : { dns_sd_configs: [{ names: [at.dnsName], type: "A", port: at.port, refresh_interval: "5s" }] }),
    relabel_configs: [
      { target_label: "service", replacement: name },
      ...(kind === undefined ? [] : [{ target_label: "kind", replacement: kind }]),
    ],
  };
}
