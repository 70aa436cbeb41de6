import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PrometheusProgram, type System, startSystem } from "@tributary/local-stack";

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
}

/** All services over a Kafka and a registry of their own, watched by a Prometheus that looks once a second. */
export class LiveSystem {
  readonly system: System;
  readonly #folder: string;
  readonly #url: string;

  private constructor(system: System, folder: string) {
    this.system = system;
    this.#folder = folder;
    this.#url = `http://127.0.0.1:${system.prometheus?.port}/api/v1`;
  }

  static async start(program: PrometheusProgram): Promise<LiveSystem> {
    const folder = mkdtempSync(join(tmpdir(), "tributary-live-"));
    const prometheus = { program, rules: [quickRules(folder)], scrapeSeconds: 1 };
    const system = await startSystem({ folder, prometheus, env: smallSources }).catch((error) => {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    });
    return new LiveSystem(system, folder);
  }

  /** Answers now; throws where Prometheus cannot evaluate it. */
  async query(expression: string): Promise<readonly Series[]> {
    const { result } = await this.#ask<{
      result: readonly { metric: Series["metric"]; value: readonly [number, string] }[];
    }>(`query?query=${encodeURIComponent(expression)}`);
    return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  }

  async alerts(): Promise<readonly Alert[]> {
    return (await this.#ask<{ alerts: readonly Alert[] }>("alerts")).alerts;
  }

  /** Throws, with all that do, unless the alert fires for the service. */
  async fires(alertname: string, service: string): Promise<Alert> {
    const alerts = await this.alerts();
    const found = alerts.find(
      ({ labels, state }) =>
        state === "firing" && labels.alertname === alertname && labels.service === service,
    );
    if (found !== undefined) return found;
    const others = alerts.map(({ labels, state }) => `${labels.alertname} ${labels.service} ${state}`);
    throw new Error(`${alertname} does not fire for ${service}; there is ${others.join(", ") || "none"}`);
  }

  async stop(): Promise<void> {
    await this.system.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ask<D>(path: string): Promise<D> {
    const answer = await fetch(`${this.#url}/${path}`);
    const { status, error, data } = (await answer.json()) as { status: string; error?: string; data: D };
    if (status !== "success") throw new Error(`${path}: ${error}`);
    return data;
  }
}

/** Little of everything; flights go on for longer than the test does. */
const smallSources = {
  FLIGHT_RATE: "300",
  FLIGHT_GENERATED_ROWS: "100000",
  ACCIDENT_RATE: "100",
  ACCIDENT_GENERATED_ROWS: "20000",
  STOCK_SYNTHETIC_HISTORY_HOURS: "1",
  INDICATOR_HISTORY_FILE: ":memory:",
};

/** The rules as they are, but that nothing has to last for minutes; answers their place. */
function quickRules(folder: string): string {
  const rules = join(folder, "rules");
  mkdirSync(rules);
  for (const file of ["alerts.yml", "recording.yml"]) {
    const url = new URL(`../../../deploy/prometheus/rules/${file}`, import.meta.url);
    const text = readFileSync(fileURLToPath(url), "utf8");
    writeFileSync(join(rules, file), text.replaceAll(/^( +for:) \d+m$/gm, "$1 3s"));
  }
  return join(rules, "*.yml");
}
