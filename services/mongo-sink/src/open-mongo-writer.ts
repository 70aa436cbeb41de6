import type { Context, Writer } from "@tributary/runtime";
import type { Db, MongoClient } from "mongodb";
import { keepNote } from "./archive-notes.ts";
import { hostsOf, mongoClient } from "./mongo-client.ts";
import { openingFailure } from "./mongo-failure.ts";
import { type PreparedCollection, prepareCollection } from "./opening/prepare-collection.ts";
import { probeCapability } from "./opening/probe-capability.ts";
import type { SinkConfig } from "./sink-config.ts";
import type { SinkSettings } from "./sink-settings.ts";
import { ConnectionLife } from "./writing/connection-life.ts";
import { Fences } from "./writing/fences.ts";
import { type Desk, MongoWriter } from "./writing/mongo-writer.ts";
import { PlainWriter } from "./writing/plain-writer.ts";
import { RateLimit } from "./writing/rate-limit.ts";
import { sinkMetrics, watchPool } from "./writing/sink-metrics.ts";
import { TimeSeriesWriter } from "./writing/time-series-writer.ts";

export interface OpenOptions extends Pick<Context, "log" | "metrics" | "now"> {
  /** The consumer group; another one has fences of its own. */
  readonly group: string;
  readonly config: SinkConfig;
  readonly settings: SinkSettings;
}

/** Longest time that a call of the writer takes. */
export function longestCallMs(config: SinkConfig): number {
  return config.MONGO_SETTLE_MS + config.MONGO_LOOK_UP_TIMEOUT_MS + config.MONGO_WRITE_TIMEOUT_MS;
}

/** A client for writing; see `mongoClient`. */
export function writingClient(config: SinkConfig, group: string): MongoClient {
  const { MONGO_MAX_POOL_SIZE: maxPoolSize, MONGO_WRITE_TIMEOUT_MS: timeoutMs } = config;
  const answerTimeoutMs = longestCallMs(config);
  return mongoClient(config, { maxPoolSize, timeoutMs, answerTimeoutMs, appName: group });
}

/**
 * Connects, finds out what the server can do, makes or compares the collections. Rejects with a `ConfigError` for what only
 * a person can mend; with anything else it may be tried again.
 */
export async function openMongoWriter(options: OpenOptions): Promise<Writer<unknown>> {
  const { config, group, metrics } = options;
  const client = writingClient(config, group);
  const hosts = hostsOf(client);
  watchPool(client, metrics, "writing");
  try {
    await client.connect();
    // What was written is looked up where it was written.
    const db = client.db(config.MONGODB_DATABASE, { readPreference: "primary" });
    return await openOn(client, db, options);
  } catch (error) {
    await client.close().catch(() => {}); // why it is closed is what is told
    throw openingFailure(`opening MongoDB at ${hosts}`, error);
  }
}

async function openOn(client: MongoClient, db: Db, options: OpenOptions): Promise<Writer<unknown>> {
  const { config, settings, group, log, now } = options;
  const { MONGO_LOOK_UP_TIMEOUT_MS: lookUpTimeoutMs } = config;
  const metrics = sinkMetrics(options.metrics);
  const isOff = config.MONGO_SINK_TIME_SERIES === "off";
  const capability = isOff ? undefined : await probeCapability(client, db, now);
  const fences = new Fences(client, db);
  const life = new ConnectionLife(client);
  const desks: Desk[] = [];
  const remarks: string[] = [];
  for (const archive of settings.archives) {
    const prepared = await prepareCollection(db, { archive, capability });
    const { kind, why, reason } = prepared;
    const { collection: name, topic } = archive;
    tell(log, name, prepared);
    metrics.kind.set({ collection: name, kind, why }, 1);
    await keepNote(db, { _id: name, topic: topic.name, kind, reason });
    if (kind === "plain" && why !== "switched_off") remarks.push(`${name} is a plain collection: ${reason}`);
    const place = `${group} ${name} ${topic.name}`;
    if (kind === "time-series")
      await fences.found(place, async () => (await db.collection(name).findOne()) === null);
    const series = {
      db,
      name,
      fences,
      life,
      place,
      lookUpTimeoutMs,
      settleMs: config.MONGO_SETTLE_MS,
    };
    const writer = kind === "plain" ? new PlainWriter(db, name) : new TimeSeriesWriter(series);
    desks.push({ archive, writer });
  }
  return new MongoWriter({
    desks,
    limit: new RateLimit(settings.recordsPerSecond, settings.batchRecords),
    timeoutMs: config.MONGO_WRITE_TIMEOUT_MS,
    metrics,
    log,
    remark: remarks.length === 0 ? undefined : remarks.join("; "),
    close: () => client.close(),
  });
}

function tell(log: OpenOptions["log"], collection: string, prepared: PreparedCollection): void {
  const { kind, why, reason } = prepared;
  if (kind === "time-series") log.info({ collection }, "writing a time-series collection");
  else if (why === "switched_off") log.info({ collection, reason }, "writing a plain collection");
  else log.warn({ collection, reason }, "writing a PLAIN collection, not a time-series one");
}
