export interface StackInUse {
  /** `host:port` each. */
  readonly kafkaBrokers: readonly string[];
  readonly schemaRegistryUrl: string;
}

/** The servers that an integration test talks to: `npm test` or the Jest global setup has named them. */
export function stackInUse(env: Readonly<Record<string, string | undefined>> = process.env): StackInUse {
  const { KAFKA_BROKERS, SCHEMA_REGISTRY_URL } = env;
  if (!KAFKA_BROKERS || !SCHEMA_REGISTRY_URL) {
    throw new Error(
      "KAFKA_BROKERS and SCHEMA_REGISTRY_URL name no servers: is the package's jest.integration.config.js " +
        "made of @tributary/tooling/integration?",
    );
  }
  return { kafkaBrokers: KAFKA_BROKERS.split(","), schemaRegistryUrl: SCHEMA_REGISTRY_URL };
}
