import { provisionCluster } from "../src/provision-cluster.ts";

async function provisioned(env: Record<string, string>) {
  const lines: string[] = [];
  const code = await provisionCluster(env, (line) => lines.push(line));
  return { code, said: lines.join("\n") };
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
    // Below the ports that are given to whoever asks for any.
    KAFKA_BROKERS: "127.0.0.1:2",
    PROVISION_TIMEOUT_MS: "0",
  });
  expect(code).toBe(69);
  expect(said).toMatch(/^Topics and schemas could not be made: /);
});
