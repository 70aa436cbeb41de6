import type { Topic } from "@tributary/contracts";
import { openCodec, provision } from "@tributary/kafka";
import type { FireEvent } from "../fire/fire-topics.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { type CaseInput, never } from "./case-input.ts";

/** Encodes events as a producer of a later version does: with a schema of an id that no service has met. */
export async function newerWriter({
  topics: { events },
  servers,
}: CaseInput): Promise<(event: FireEvent) => Buffer> {
  const note = { name: "note", type: ["null", "string"], default: null };
  const newer: Topic<FireEvent> = {
    ...events,
    schema: { ...events.schema, fields: [...events.schema.fields, note] },
  };
  const registry = { registryUrl: servers.schemaRegistryUrl };
  const kafka = { clientId: "newer-writer", brokers: servers.kafkaBrokers, log: silentLog };
  await provision({ kafka, registry, topics: [newer], replicationFactor: 1 });
  const encoder = await openCodec({ ...registry, log: silentLog }).encoder(newer, never);
  return (event) => encoder.encode({ ...event, note: null } as FireEvent);
}
