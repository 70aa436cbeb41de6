import { toBrokerError } from "../broker-error.ts";
import { createClient, type KafkaConnection } from "../kafka-connection.ts";
import { type RegistryOptions, SchemaRegistry } from "../schemas/schema-registry.ts";
import { patiently } from "./patiently.ts";
import { provisionSchema, type RegisteredTopicSchema } from "./provision-schemas.ts";
import { provisionTopics } from "./provision-topics.ts";
import type { ProvisionedTopic } from "./topic-settings.ts";

export interface ProvisionOptions {
  readonly kafka: KafkaConnection;
  /** Absent when no topic has a schema. */
  readonly registry?: RegistryOptions;
  readonly topics: readonly ProvisionedTopic[];
  /** Copies of each partition of the topics that are created. */
  readonly replicationFactor: number;
}

export interface ProvisionReport {
  readonly topics: readonly {
    readonly topic: string;
    readonly outcome: "created" | "unchanged";
    readonly schema?: RegisteredTopicSchema;
  }[];
}

/**
 * Makes topics and subjects what the contracts say; a second run changes nothing. Rejects with a `BrokerError` or
 * `RegistryError` that names the topic, what is, and what is wanted.
 */
export async function provision(options: ProvisionOptions): Promise<ProvisionReport> {
  const { kafka, topics, replicationFactor } = options;
  const admin = createClient(kafka).admin({ retry: { retries: 8 } });
  let outcomes: Map<string, "created" | "unchanged">;
  try {
    await admin.connect();
    outcomes = await provisionTopics(admin, topics, replicationFactor);
  } catch (error) {
    throw toBrokerError(error, "provision topics");
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
  const registry = options.registry === undefined ? undefined : new SchemaRegistry(options.registry);
  const report: ProvisionReport["topics"][number][] = [];
  for (const { name, schema } of topics) {
    const outcome = outcomes.get(name) ?? "unchanged";
    if (schema === undefined || registry === undefined) report.push({ topic: name, outcome });
    else
      report.push({
        topic: name,
        outcome,
        schema: await patiently(() => provisionSchema(registry, { name, schema })),
      });
  }
  for (const { topic, outcome, schema } of report)
    kafka.log.info({ topic, outcome, schemaId: schema?.id, schema: schema?.outcome }, "topic provisioned");
  return { topics: report };
}
