import { createServer } from "node:net";
import { provisionCluster } from "../src/provision-cluster.ts";

async function provisioned(env: Record<string, string>) {
  const lines: string[] = [];
  const code = await provisionCluster(env, (line) => lines.push(line));
  return { code, said: lines.join("\n") };
}

/** A port that nobody listens on. */
async function nobody(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("all faults of the configuration are told, and nothing is reached for", async () => {
  const { code, said } = await provisioned({
    KAFKA_BROKERS: "kafka:9092",
    KAFKA_REPLICATION_FACTOR: "many",
    SCHEMA_REGISTRY_URL: "x",
  });
  expect(code).toBe(78);
  expect(said).toMatch(/could not be made.*SCHEMA_REGISTRY_URL.*KAFKA_REPLICATION_FACTOR/s);
});

test("variables that do not go together are told, too", async () => {
  const { code, said } = await provisioned({ KAFKA_BROKERS: "kafka" });
  expect(code).toBe(78);
  expect(said).toContain('KAFKA_BROKERS: given "kafka", expected host:port');
});

test("a cluster that stays away ends it as unavailable", async () => {
  const { code, said } = await provisioned({
    KAFKA_BROKERS: `127.0.0.1:${await nobody()}`,
    PROVISION_TIMEOUT_MS: "0",
  });
  expect(code).toBe(69);
  expect(said).toMatch(/^Topics and schemas could not be made: /);
});
