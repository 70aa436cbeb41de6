import { ConfigError, type Environment, integer, load, type Values } from "@tributary/config";
import { BrokerError, type KafkaLog, provision, RegistryError, waitForBroker } from "@tributary/kafka";
import {
  connectionFaults,
  connectionOf,
  ExitCode,
  exitCodeOf,
  registryOf,
  runtimeConfig,
} from "@tributary/runtime";
import { services } from "./services.ts";
import { provisionedTopics } from "./topics-of.ts";

export const provisionConfig = {
  ...runtimeConfig,
  KAFKA_REPLICATION_FACTOR: integer(
    "Copies of each partition of topics that are made; -1 is the cluster's default",
    {
      default: -1,
      minimum: -1,
      maximum: 99,
    },
  ),
  PROVISION_TIMEOUT_MS: integer("Longest that the cluster is waited for", {
    default: 60_000,
    minimum: 0,
    unit: "ms",
  }),
};

const quiet: KafkaLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Makes what is missing of all topics and schemas, and says so line by line. What is there already stays as it is; what
 * is there otherwise than wanted is told and ends it. The answer is an `ExitCode`.
 */
export async function provisionCluster(env: Environment, say: (line: string) => void): Promise<ExitCode> {
  try {
    const config = load(provisionConfig, env);
    const faults = connectionFaults(config);
    if (faults.length > 0) throw new ConfigError(faults);
    await make(config, say);
    return ExitCode.ok;
  } catch (error) {
    const isTold =
      error instanceof ConfigError || error instanceof BrokerError || error instanceof RegistryError;
    say(`Topics and schemas could not be made: ${isTold ? error.message : (error as Error).stack}`);
    return exitCodeOf(error);
  }
}

async function make(config: Values<typeof provisionConfig>, say: (line: string) => void): Promise<void> {
  const kafka = connectionOf({ name: "tributary-provisioning", config, log: quiet });
  await waitForBroker(kafka, { timeoutMs: config.PROVISION_TIMEOUT_MS });
  const { topics } = await provision({
    kafka,
    registry: { ...registryOf(config), timeoutMs: 20_000 },
    topics: provisionedTopics(services),
    replicationFactor: config.KAFKA_REPLICATION_FACTOR,
  });
  for (const { topic, outcome, schema } of topics) {
    say(`${topic} ${outcome}${schema === undefined ? "" : `, schema ${schema.id} ${schema.outcome}`}`);
  }
  say(`${topics.length} topics are in place`);
}
