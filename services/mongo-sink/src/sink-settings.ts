import { ConfigError, type ConfigFault } from "@tributary/config";
import { type Archive, type Granularity, granularities } from "./archive.ts";
import { archives as known } from "./archives.ts";
import type { SinkConfig } from "./sink-config.ts";

export interface SinkSettings {
  // biome-ignore lint/suspicious/noExplicitAny: archives of different topics stand in one list.
  readonly archives: readonly Archive<any>[];
  /** Most records of a write. */
  readonly batchRecords: number;
  /** Undefined: no limit. */
  readonly recordsPerSecond: number | undefined;
}

/** The archives of the configured topics. Throws a `ConfigError` for topics that have none. */
export function chosenArchives({ MONGO_SINK_TOPICS: topics }: Pick<SinkConfig, "MONGO_SINK_TOPICS">) {
  const strangers = topics.filter((name) => !known.some(({ topic }) => topic.name === name));
  const names = known.map(({ topic }) => topic.name).join(", ");
  if (strangers.length > 0) {
    const cure = "Correct or leave out these, or give them an entry in archives.ts.";
    const expected = `topics of ${names}`;
    throw new ConfigError([{ name: "MONGO_SINK_TOPICS", given: strangers.join(","), expected, cure }]);
  }
  return known.filter(({ topic }) => topics.includes(topic.name));
}

/** What the variables come to, taken together. Throws a `ConfigError` with all that does not go together. */
export function sinkSettings(config: SinkConfig): SinkSettings {
  const chosen = chosenArchives(config);
  const { granularity, faults } = chosenGranularity(config.MONGO_SINK_GRANULARITY ?? []);
  const partitions = chosen.reduce((sum, { topic }) => sum + topic.partitions, 0);
  const batchRecords = fittingBatch(config, partitions);
  const all = [...faults, ...timeoutFaults(config), ...rateFaults(config, partitions, batchRecords)];
  if (all.length > 0) throw new ConfigError(all);
  return {
    archives: chosen.map((archive) => ({
      ...archive,
      granularity: granularity.get(archive.collection) ?? archive.granularity,
    })),
    batchRecords,
    recordsPerSecond: config.MONGO_SINK_RECORDS_PER_SECOND,
  };
}

function chosenGranularity(given: readonly string[]) {
  const granularity = new Map<string, Granularity>();
  const faults: ConfigFault[] = [];
  for (const each of given) {
    const [collection = "", word] = each.split("=");
    const found = granularities.find((one) => one === word);
    if (found !== undefined && known.some((archive) => archive.collection === collection))
      granularity.set(collection, found);
    else faults.push(granularityFault(each));
  }
  return { granularity, faults };
}

function granularityFault(given: string): ConfigFault {
  const names = known.map(({ collection }) => collection).join(", ");
  const expected = `collection=granularity, of ${names} and ${granularities.join(", ")}`;
  return { name: "MONGO_SINK_GRANULARITY", given, expected, cure: "Correct or leave out this one." };
}

function timeoutFaults(config: SinkConfig): ConfigFault[] {
  const { MONGO_WRITE_TIMEOUT_MS: write, KAFKA_SESSION_TIMEOUT_MS: session } = config;
  if (write < session) return [];
  const expected = `less than KAFKA_SESSION_TIMEOUT_MS, which is ${session}: a write is over before its partition is another's`;
  const cure = "Lower it, or raise KAFKA_SESSION_TIMEOUT_MS.";
  return [{ name: "MONGO_WRITE_TIMEOUT_MS", given: String(write), expected, cure }];
}

/** Of the write time-out; the rest is MongoDB's. */
const waitingShare = 0.5;

/**
 * Records of a write: so few that, with every partition waiting in line for its share of the rate, none waits longer than
 * half the write time-out. Below 1 where the rate is too low for that.
 */
function fittingBatch(config: SinkConfig, partitions: number): number {
  const { MONGO_SINK_RECORDS_PER_SECOND: rate, MONGO_SINK_BATCH_RECORDS: most } = config;
  if (rate === undefined) return most;
  const waitingSeconds = (config.MONGO_WRITE_TIMEOUT_MS * waitingShare) / 1_000;
  return Math.min(most, Math.floor((rate * waitingSeconds) / partitions));
}

function rateFaults(config: SinkConfig, partitions: number, batchRecords: number): ConfigFault[] {
  const { MONGO_SINK_RECORDS_PER_SECOND: rate, MONGO_WRITE_TIMEOUT_MS: timeout } = config;
  if (batchRecords >= 1) return [];
  const least = Math.ceil((partitions * 1_000) / (timeout * waitingShare));
  const expected = `at least ${least}, for ${partitions} partitions and a write time-out of ${timeout} ms`;
  const cure = "Raise it, or MONGO_WRITE_TIMEOUT_MS.";
  return [{ name: "MONGO_SINK_RECORDS_PER_SECOND", given: String(rate), expected, cure }];
}
