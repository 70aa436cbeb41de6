import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { jsonOf } from "./asking.mjs";
import { addressOf, isHealthy, Project, serviceOf } from "./docker.mjs";
import { assert, say, until } from "./report.mjs";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/**
 * Runs the README's lines for one service alone, as they stand there, in a project of its own. The Kafka that is there is that
 * of `system`, under the names which the lines give it.
 */
export async function oneServiceAlone(system) {
  const lines = readmeLines("## One service alone");
  say(`the ${lines.length} lines of deploy/README.md for one service alone`);
  const name = `${system.project.name}-alone`;
  const files = [
    "docker-compose.yml",
    ...["compose.yaml", "compose.alone.yaml"].map((file) => `deploy/test-containers/${file}`),
  ];
  const env = {
    // biome-ignore lint/style/noProcessEnv: which engine is meant is said there
    ...process.env,
    COMPOSE_PROJECT_NAME: name,
    COMPOSE_FILE: files.join(":"),
    SERVERS_NETWORK: `${system.project.name}_default`,
  };
  const failed = await run("bash", ["-euc", lines.join("\n")], { cwd: root, env }).then(
    () => undefined,
    (error) => error.stderr.trim().split("\n").at(-1),
  );
  assert("they run as they are written", failed === undefined, failed);

  const alone = new Project(name, [], {});
  const replicas = await until(
    async () => {
      const containers = await alone.containers();
      return containers.length > 0 && containers.every(isHealthy) ? containers : undefined;
    },
    { timeoutMs: 120_000 },
  );
  const found = replicas?.map(serviceOf).join(", ");
  assert(
    "two healthy replicas of that service are there, and nothing else",
    found === "map-feed, map-feed",
    found,
  );
  const servers = replicas?.map(({ Config }) => Config.Env.find((text) => text.startsWith("KAFKA_BROKERS=")));
  assert(
    "they were told of the servers that are there",
    servers?.every((text) => lines[0].includes(text)),
    servers?.[0],
  );
  for (const replica of replicas ?? []) {
    const vehicles = await until(async () => {
      const { vehicles: list } = await jsonOf(`http://${addressOf(replica)}:8080/vehicles`);
      return list.length > 0 ? list.length : undefined;
    });
    assert("a replica shows what is in that Kafka", vehicles !== undefined, `${vehicles} vehicles`);
  }
}

/** Lines of the first shell block below a heading of deploy/README.md. */
function readmeLines(heading) {
  const [, below = ""] = readFileSync(join(root, "deploy/README.md"), "utf8").split(`${heading}`);
  return /```sh\n(.*?)\n```/s.exec(below)?.[1].split("\n") ?? [];
}
