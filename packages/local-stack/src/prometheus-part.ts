import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prometheusConfig, type ScrapeJob } from "@tributary/monitoring/prometheus-config";
import { answersOk } from "./answers-ok.ts";
import type { Household } from "./household.ts";
import { Part } from "./part.ts";
import type { Ports } from "./ports.ts";
import type { PrometheusProgram } from "./prometheus-program.ts";
import type { Say } from "./say.ts";

/** What Prometheus is to do beside the services. */
export interface PrometheusWish {
  readonly program: PrometheusProgram;
  /** Files of rules, absolute. */
  readonly rules: readonly string[];
  /** Default 10. */
  readonly scrapeSeconds?: number;
}

export interface PrometheusOptions extends PrometheusWish {
  readonly jobs: readonly ScrapeJob[];
  readonly household: Household;
  readonly ports: Ports;
  readonly say: Say;
  readonly signal?: AbortSignal | undefined;
}

/** A Prometheus over the replicas that run here. It keeps a day of what it has seen. */
export async function startPrometheus(options: PrometheusOptions): Promise<Part> {
  const { program, rules, jobs, scrapeSeconds = 10, household, ports, say, signal } = options;
  const port = await ports.claim("Prometheus", 9090);
  const folder = join(household.folder, "prometheus");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, prometheusConfig({ jobs, rules, scrapeSeconds }));
  const command = {
    name: "prometheus",
    tier: "part",
    file: program.prometheus,
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      "--storage.tsdb.retention.time=1d",
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    env: process.env,
    cwd: folder,
  } as const;
  const answers = () => answersOk(`http://127.0.0.1:${port}/-/ready`);
  const part = new Part({ name: "Prometheus", port, command, household, say, signal, answers });
  say(`Starting Prometheus ${program.version} on port ${port}`);
  await part.start();
  return part;
}
