import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const main = new URL("../src/main.ts", import.meta.url).pathname;

/** One map-feed as it runs in production: a process of its own, on free ports. */
export class Replica {
  url = "";
  #ops = "";
  readonly #child: ChildProcess;
  readonly #errors: string[] = [];

  private constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [main], {
      env: { ...process.env, HTTP_PORT: "0", OPS_PORT: "0", LOG_LEVEL: "info", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stderr?.on("data", (text) => this.#errors.push(String(text)));
  }

  /** Resolves when the view is restored and the API answers. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Replica> {
    const replica = new Replica(env);
    await replica.#listening();
    while ((await fetch(`${replica.#ops}/readyz`)).status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return replica;
  }

  /** Vehicles of one operator, by id. */
  async vehicles(operator: string): Promise<ReadonlyMap<string, Vehicle>> {
    const answer = (await (await fetch(`${this.url}/vehicles`)).json()) as { vehicles: readonly Vehicle[] };
    const own = answer.vehicles.filter(({ vehicleId }) => vehicleId.startsWith(`${operator}:`));
    return new Map(own.map((vehicle) => [vehicle.vehicleId, vehicle]));
  }

  /** Sum of a metric over all its series but those without `label`, such as `reason="future"`. */
  async count(metric: string, label = ""): Promise<number> {
    const lines = (await (await fetch(`${this.#ops}/metrics`)).text()).split("\n");
    return lines
      .filter((line) => line.startsWith(`${metric}{`) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  }

  /** SIGTERM; answers the exit code. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const exited = once(this.#child, "exit");
    this.#child.kill();
    const [code] = (await exited) as [number | null];
    return code;
  }

  async #listening(): Promise<void> {
    if (this.#child.stdout === null) throw new Error("its output is not piped");
    for await (const line of createInterface(this.#child.stdout)) {
      const entry = JSON.parse(line) as { ops?: string; url?: string; msg?: string };
      if (entry.msg === "starting") this.#ops = entry.ops ?? "";
      if (entry.msg === "API is open") {
        this.url = entry.url ?? "";
        this.#child.stdout.resume(); // a full pipe would stop it
        return;
      }
    }
    throw new Error(`map-feed ended before its API was open:\n${this.#errors.join("")}`);
  }
}

export interface Vehicle {
  readonly vehicleId: string;
  readonly observedAt: number;
  readonly appendedAt: number;
  readonly latitude: number;
}
