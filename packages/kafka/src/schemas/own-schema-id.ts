import { canonicalSchema } from "./canonical-schema.ts";
import { RegistryError } from "./registry-error.ts";
import type { RegisteredSchema } from "./schema-registry.ts";
import type { SchemaSource } from "./schema-source.ts";

/** Confluent's TopicNameStrategy. */
export function subjectOf(topic: { readonly name: string }): string {
  return `${topic.name}-value`;
}

/**
 * The registered version whose schema means the same as the topic's own; usually the latest. Undefined when none does.
 */
export async function findOwnSchema(
  registry: SchemaSource,
  topic: { readonly name: string; readonly schema: unknown },
): Promise<RegisteredSchema | undefined> {
  const subject = subjectOf(topic);
  const own = canonicalSchema(topic.schema);
  const latest = await registry.latest(subject);
  let candidate = latest;
  for (let version = (latest?.version ?? 0) - 1; ; version--) {
    if (candidate !== undefined && canonicalSchema(JSON.parse(candidate.schema)) === own) return candidate;
    if (version < 1) return undefined;
    candidate = await registry.version(subject, version);
  }
}

/** Whether the latest version means something else than the topic's own schema; undefined when there is no version. */
export async function hasDrifted(
  registry: SchemaSource,
  topic: { readonly name: string; readonly schema: unknown },
): Promise<boolean | undefined> {
  const latest = await registry.latest(subjectOf(topic));
  return latest && canonicalSchema(JSON.parse(latest.schema)) !== canonicalSchema(topic.schema);
}

/** Looks the id up; rejects as `schema_not_registered` when provisioning has not run with this schema. */
export async function ownSchemaId(
  registry: SchemaSource,
  topic: { readonly name: string; readonly schema: unknown },
): Promise<number> {
  const own = await findOwnSchema(registry, topic);
  if (own !== undefined) return own.id;
  throw new RegistryError(
    "schema_not_registered",
    `the schema of ${topic.name} is not registered under ${subjectOf(topic)}: run provisioning first`,
  );
}
