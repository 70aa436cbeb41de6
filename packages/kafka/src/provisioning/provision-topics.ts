import type { Admin } from "kafkajs";
import { BrokerError } from "../broker-error.ts";
import { ConfigResourceTypes } from "../kafkajs/kafkajs.ts";
import { createTopics } from "./create-topics.ts";
import { type ProvisionedTopic, settingFaults, topicSettings } from "./topic-settings.ts";

interface ExistingTopic {
  readonly partitions: number;
  readonly settings: ReadonlyMap<string, string>;
}

async function existingTopics(admin: Admin, names: readonly string[]): Promise<Map<string, ExistingTopic>> {
  const listed = new Set(await admin.listTopics());
  const present = names.filter((name) => listed.has(name));
  if (present.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: present });
  const resources = present.map((name) => ({ type: ConfigResourceTypes.TOPIC, name }));
  const described = await admin.describeConfigs({ resources, includeSynonyms: false });
  const settings = new Map(
    described.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return new Map(
    topics.map(({ name, partitions }) => [
      name,
      { partitions: partitions.length, settings: settings.get(name) ?? new Map<string, string>() },
    ]),
  );
}

function faultsOf(topic: ProvisionedTopic, existing: ExistingTopic): string[] {
  const partitions =
    existing.partitions === topic.partitions
      ? []
      : [`partitions is ${existing.partitions}, wanted ${topic.partitions}`];
  return [...partitions, ...settingFaults(existing.settings, topicSettings(topic))];
}

/**
 * Creates what is missing and leaves what agrees. A topic that differs is not touched, for more partitions would break
 * the order per key and another cleanup would lose data: all differences are told at once, before anything is created.
 */
export async function provisionTopics(
  admin: Admin,
  topics: readonly ProvisionedTopic[],
  replicationFactor: number,
): Promise<Map<string, "created" | "unchanged">> {
  const existing = await existingTopics(
    admin,
    topics.map(({ name }) => name),
  );
  const conflicts = topics.flatMap((topic) => {
    const present = existing.get(topic.name);
    const faults = present === undefined ? [] : faultsOf(topic, present);
    return faults.length === 0 ? [] : [`topic ${topic.name}: ${faults.join("; ")}`];
  });
  if (conflicts.length > 0)
    throw new BrokerError(
      "conflict",
      `${conflicts.join("\n")}\nChange it by hand, or make a new version of the topic.`,
    );
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length > 0) {
    const wanted = missing.map((topic) => ({
      topic: topic.name,
      numPartitions: topic.partitions,
      replicationFactor,
      configEntries: Object.entries(topicSettings(topic)).map(([name, value]) => ({ name, value })),
    }));
    await createTopics(admin, wanted);
  }
  return new Map(topics.map(({ name }) => [name, existing.has(name) ? "unchanged" : "created"]));
}
