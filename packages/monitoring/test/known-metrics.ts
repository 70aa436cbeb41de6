import { readdirSync, readFileSync } from "node:fs";
import { defaultMetrics, metricList } from "@tributary/runtime";
import { rulesOf } from "./deploy-files.ts";

/** Of Prometheus itself. */
const ofPrometheus = ["up", "ALERTS"];

/** What Apicurio Registry 3.3.3 shows; the live test sees whether it still does. */
const ofRegistry = [
  "rest_requests_seconds_count",
  "rest_requests_seconds_max",
  "storage_method_call_seconds_count",
  "jvm_memory_used_bytes",
  "jvm_memory_committed_bytes",
  "process_cpu_usage",
  "agroal_active_count",
  "agroal_available_count",
];

/** Every series that a query may ask for, by name: what the code has and what the rules record. */
export function knownMetrics(): ReadonlySet<string> {
  return new Set([
    ...metricList.flatMap(({ name, type }) => seriesOf(name, type)),
    ...defaultMetrics().flatMap(({ name, type }) => seriesOf(name, type)),
    ...domainMetrics(),
    ...rulesOf("recording.yml").map(({ record = "" }) => record),
    ...ofPrometheus,
    ...ofRegistry,
  ]);
}

function seriesOf(name: string, type: string): readonly string[] {
  return type === "histogram" ? ["bucket", "sum", "count"].map((part) => `${name}_${part}`) : [name];
}

/** The services' own, as they stand in the code. */
function domainMetrics(): readonly string[] {
  const services = new URL("../../../services/", import.meta.url);
  return readdirSync(services, { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path))
    .flatMap((path) => [...readFileSync(new URL(path, services), "utf8").matchAll(declared)])
    .map(([, name = ""]) => name);
}

const declared = /\.(?:counter|gauge)\(\s*"([a-z]+(?:_[a-z]+)+)"/g;
