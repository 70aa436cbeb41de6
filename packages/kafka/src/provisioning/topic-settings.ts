import type { Cleanup } from "@tributary/contracts";

/** What provisioning wants of a topic and its subject; every `Topic<T>` is one. */
export interface ProvisionedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: Cleanup;
  /** Largest batch in bytes; the broker's own limit, 1 MB, when absent. */
  readonly maxMessageBytes?: number;
  /** More of Kafka's settings by name, as texts. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Absent for topics whose values are no Avro records. */
  readonly schema?: unknown;
}

/** Kafka's settings by name; its values are strings. */
export function topicSettings(
  topic: Pick<ProvisionedTopic, "cleanup" | "maxMessageBytes" | "settings">,
): Record<string, string> {
  const { cleanup, maxMessageBytes, settings } = topic;
  return {
    ...settings,
    "cleanup.policy":
      cleanup.policy === "compact" && cleanup.retentionMs !== undefined ? "compact,delete" : cleanup.policy,
    ...(cleanup.retentionMs !== undefined && { "retention.ms": String(cleanup.retentionMs) }),
    "message.timestamp.type": "LogAppendTime",
    ...(maxMessageBytes !== undefined && { "max.message.bytes": String(maxMessageBytes) }),
  };
}

/** How the settings that exist differ from those wanted, as `name is a, wanted b`; empty when they agree. */
export function settingFaults(
  existing: ReadonlyMap<string, string>,
  wanted: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => existing.get(name) !== value)
    .map(([name, value]) => `${name} is ${existing.get(name) ?? "unknown"}, wanted ${value}`);
}
