import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs docker and answers with what it prints; rejects with its words. */
export function docker(...args) {
  return dockerWith({}, ...args);
}

async function dockerWith(variables, ...args) {
  // biome-ignore lint/style/noProcessEnv: which engine is meant is said there
  const options = { env: { ...process.env, ...variables }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await run("docker", args, options).catch((error) => {
    throw new Error(`docker ${args.join(" ")}: ${error.stderr?.trim() || error.message}`);
  });
  return stdout.trim();
}

/** What `docker inspect` says of containers. */
export async function inspect(...ids) {
  return ids.length === 0 ? [] : JSON.parse(await docker("inspect", ...ids));
}

/** One compose project: its files, its name, and the variables it is filled with. */
export class Project {
  #args;
  #variables;

  constructor(name, files, variables) {
    this.name = name;
    this.#variables = variables;
    this.#args = ["compose", "-p", name, ...files.flatMap((file) => ["-f", file])];
  }

  compose(...args) {
    return dockerWith(this.#variables, ...this.#args, ...args);
  }

  /** Its containers, whatever state they are in; of one service when that is named. */
  async containers(service) {
    const labels = [`com.docker.compose.project=${this.name}`];
    if (service !== undefined) labels.push(`com.docker.compose.service=${service}`);
    const found = await docker("ps", "-aq", ...labels.flatMap((label) => ["--filter", `label=${label}`]));
    return inspect(...found.split("\n").filter(Boolean));
  }

  /** Names of the services of which a container is there. */
  async services() {
    const found = await this.containers();
    return [...new Set(found.map(serviceOf))].sort();
  }
}

export function serviceOf({ Config }) {
  return Config.Labels["com.docker.compose.service"];
}

export function addressOf({ NetworkSettings }) {
  return Object.values(NetworkSettings.Networks)[0]?.IPAddress ?? "";
}

export function isHealthy({ State }) {
  return State.Running && State.Health?.Status === "healthy";
}
