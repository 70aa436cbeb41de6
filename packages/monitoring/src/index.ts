export { composeJobs } from "./compose-jobs.ts";
export { dashboards } from "./dashboards/dashboards.ts";
export { monitoringFiles } from "./monitoring-files.ts";
export { type PrometheusOptions, prometheusConfig, type ScrapeJob } from "./prometheus-config.ts";
export { metricNames } from "./promql.ts";
