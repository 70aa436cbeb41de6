import { findOwnSchema, subjectOf } from "../schemas/own-schema-id.ts";
import { RegistryError } from "../schemas/registry-error.ts";
import type { SchemaRegistry } from "../schemas/schema-registry.ts";

/** Every version can read and be read by every other: services are deployed one by one, in any order. */
const compatibility = "FULL_TRANSITIVE";

export interface RegisteredTopicSchema {
  readonly id: number;
  readonly outcome: "registered" | "unchanged";
}

/** Registers the topic's schema under `<topic>-value`; an incompatible one is refused by the registry. */
export async function provisionSchema(
  registry: SchemaRegistry,
  topic: { readonly name: string; readonly schema: unknown },
): Promise<RegisteredTopicSchema> {
  const subject = subjectOf(topic);
  const level = await registry.compatibility(subject);
  if (level !== undefined && level !== compatibility)
    throw new RegistryError(
      "conflict",
      `subject ${subject}: compatibility is ${level}, wanted ${compatibility}`,
    );
  const own = await findOwnSchema(registry, topic);
  if (own !== undefined && level !== undefined) return { id: own.id, outcome: "unchanged" };
  // The level first: the registry checks a schema by the level it has at that moment.
  if (level === undefined) await setLevel(registry, subject);
  if (own !== undefined) return { id: own.id, outcome: "unchanged" };
  try {
    return { id: await registry.register(subject, JSON.stringify(topic.schema)), outcome: "registered" };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== "incompatible") throw error;
    throw new RegistryError(
      "incompatible",
      `the schema of ${topic.name} is not ${compatibility} with the versions of ${subject}: ${error.message}`,
      error,
    );
  }
}

/** Somebody else may have set it since it was read: another start, or ourselves in a call whose answer was cut. */
async function setLevel(registry: SchemaRegistry, subject: string): Promise<void> {
  try {
    await registry.setCompatibility(subject, compatibility);
  } catch (error) {
    if ((await registry.compatibility(subject)) !== compatibility) throw error;
  }
}
