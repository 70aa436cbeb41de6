import { createServer } from "node:net";
import { join } from "node:path";
import { jsonOf } from "./asking.mjs";
import { addressOf, isHealthy, Project, serviceOf } from "./docker.mjs";
import { until } from "./report.mjs";

const root = join(import.meta.dirname, "../..");

/** The system under test: its containers, and what it tells by its console and by Prometheus. */
export class System {
  /** Free ports are taken for all; more compose files of this folder may be laid over. */
  static async named(name, ...overlays) {
    const ports = {
      CONSOLE_PORT: await freePort(),
      PROMETHEUS_PORT: await freePort(),
      KAFKA_PORT: await freePort(),
    };
    const own = ["compose.yaml", ...overlays].map((file) => join(import.meta.dirname, file));
    return new System(new Project(name, [join(root, "docker-compose.yml"), ...own], ports), ports);
  }

  constructor(project, { CONSOLE_PORT, PROMETHEUS_PORT, KAFKA_PORT }) {
    this.project = project;
    this.kafka = `127.0.0.1:${KAFKA_PORT}`;
    this.console = `http://127.0.0.1:${CONSOLE_PORT}`;
    this.prometheus = `http://127.0.0.1:${PROMETHEUS_PORT}`;
  }

  /** Whether all containers of these services, at least one of each, are healthy within 180 s. */
  async healthySoon(...services) {
    const healthy = await until(
      async () => {
        const containers = (await this.project.containers()).filter((c) => services.includes(serviceOf(c)));
        const isAll = services.every((service) => containers.some((c) => serviceOf(c) === service));
        return isAll && containers.every(isHealthy) ? true : undefined;
      },
      { timeoutMs: 180_000, everyMs: 500 },
    );
    return healthy === true;
  }

  /** Of every running container its service, its name and when it was started. */
  async starts() {
    const all = (await this.project.containers()).filter(({ State }) => State.Running);
    return all.map((c) => [serviceOf(c), c.Name, c.State.StartedAt]).sort((a, b) => a[1].localeCompare(b[1]));
  }

  /** How many partitions each healthy replica has, by what Prometheus scraped of it. */
  async sharesOf(service) {
    const addresses = (await this.project.containers(service)).filter(isHealthy).map(addressOf);
    const query = encodeURIComponent("sum by (instance) (stream_assigned_partitions)");
    const { data } = await jsonOf(`${this.prometheus}/api/v1/query?query=${query}`);
    return data.result
      .filter(({ metric }) => addresses.includes(metric.instance.split(":")[0]))
      .map(({ value }) => Number(value[1]));
  }

  /** How many partitions each running replica has, by its own words; those that give none are left out. */
  async toldSharesOf(service) {
    const running = (await this.project.containers(service)).filter(({ State }) => State.Running);
    const shares = running.map(async (container) => {
      const answer = await fetch(`http://${addressOf(container)}:9464/metrics`, {
        signal: AbortSignal.timeout(2_000),
      });
      const [, share] = /^stream_assigned_partitions(?:\{.*\})? (\d+)/m.exec(await answer.text()) ?? [];
      return Number(share);
    });
    const told = await Promise.allSettled(shares);
    return told.flatMap(({ value }) => (Number.isInteger(value) ? [value] : []));
  }

  /** Flights of all replays, as the service tells. */
  async countedFlights() {
    const { replays } = await jsonOf(`${this.console}/api/flights-per-airline/replays`);
    return replays.reduce((sum, { flightCount }) => sum + flightCount, 0);
  }

  /** The rest of the replay comes as fast as it goes. */
  async hurry() {
    const [replay] = await this.project.containers("flight-csv");
    const answer = await fetch(`http://${addressOf(replay)}:8080/replay/pace`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ max: true }),
    });
    if (!answer.ok) throw new Error(`pace: ${answer.status} ${await answer.text()}`);
  }

  /** Rows of the table that the service gives out, in order, without their first column, the replay. */
  async countedRows() {
    const csv = await (await fetch(`${this.console}/api/flights-per-airline/counts.csv`)).text();
    const lines = csv.trim().split(/\r?\n/).slice(1);
    return lines.map((line) => line.split(",").slice(1).join(",")).sort();
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
