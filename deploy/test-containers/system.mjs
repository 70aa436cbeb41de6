import { createServer } from "node:net";
import { join } from "node:path";
import { jsonOf } from "./asking.mjs";
import { addressOf, isHealthy, Project, serviceOf } from "./docker.mjs";
import { until } from "./report.mjs";

const root = join(import.meta.dirname, "../..");

/** The system under test: its containers, and what it tells by its console and by Prometheus. */
export class System {
  /** Free ports are taken for both. */
  static async named(name) {
    const ports = { CONSOLE_PORT: await freePort(), PROMETHEUS_PORT: await freePort() };
    const files = [join(root, "docker-compose.yml"), join(import.meta.dirname, "compose.yaml")];
    return new System(new Project(name, files, ports), ports);
  }

  constructor(project, { CONSOLE_PORT, PROMETHEUS_PORT }) {
    this.project = project;
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

  /** Flights of all replays, as the service tells. */
  async countedFlights() {
    const { replays } = await jsonOf(`${this.console}/api/flights-per-airline/replays`);
    return replays.reduce((sum, { flightCount }) => sum + flightCount, 0);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
