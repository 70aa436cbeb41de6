import { load } from "@tributary/config";
import { type Accident, accident } from "@tributary/contracts";
import type { Message, Writer } from "@tributary/runtime";
import { type MongoServer, startMongo } from "@tributary/testing";
import { type Document, MongoClient } from "mongodb";
import { openMongoWriter } from "../src/open-mongo-writer.ts";
import { sinkConfig } from "../src/sink-config.ts";
import { sinkSettings } from "../src/sink-settings.ts";
import { anAccident } from "./an-accident.ts";
import { NotedMetrics } from "./noted-metrics.ts";

export type Environment = Readonly<Record<string, string>>;

/** A writer as the runtime would hold it, and what it told. */
export interface OpenWriter {
  readonly writer: Writer<unknown>;
  readonly metrics: NotedMetrics;
  readonly warnings: readonly string[];
  /** The partition is its own now. */
  begin(partition?: number): Promise<void>;
  /** Answers what is refused, `id: reason`. */
  write(batch: readonly Message<unknown>[]): Promise<readonly string[]>;
  /** How many records so far had this outcome. */
  outcome(outcome: "written" | "known" | "same_id" | "rejected"): number;
}

/** A server of a test file's own, with a client to look at it. */
export class Scene {
  readonly server: MongoServer;
  readonly client: MongoClient;
  readonly #writers: Writer<unknown>[] = [];
  #databases = 0;
  #database: string;

  private constructor(server: MongoServer, client: MongoClient) {
    this.server = server;
    this.client = client;
    this.#database = server.database;
  }

  /** Undefined where the machine has no server of the kind. */
  static async open(kind: "plain" | "strict"): Promise<Scene | undefined> {
    const server = await startMongo({ kind });
    return server && new Scene(server, await MongoClient.connect(server.uri));
  }

  get db() {
    return this.client.db(this.#database);
  }

  /** A database without anything. */
  async fresh(): Promise<void> {
    await this.end();
    this.#database = `${this.server.database}_${++this.#databases}`;
  }

  async open(env: Environment = {}): Promise<OpenWriter> {
    const given = { MONGODB_URI: this.server.uri, MONGODB_DATABASE: this.#database, ...patient, ...env };
    const config = load(sinkConfig, given);
    const metrics = new NotedMetrics();
    const warnings: string[] = [];
    const note = (_: object, sentence: string) => void warnings.push(sentence);
    const log = { info: () => {}, warn: note, error: note };
    const writer = await openMongoWriter({
      group: "mongo-sink",
      config,
      settings: sinkSettings(config),
      metrics: metrics.metrics,
      log: log as never,
      now: Date.now,
    });
    this.#writers.push(writer);
    const { signal } = new AbortController();
    return {
      writer,
      metrics,
      warnings,
      begin: async (partition = 0) => writer.begin?.({ topic: accident.name, partition }, signal),
      write: async (batch) => {
        const rejections = await writer.write(batch, signal);
        return rejections.map(
          ({ message, reason }) => `${(message.value as Accident).accidentId}: ${reason}`,
        );
      },
      outcome: (outcome) => metrics.value("mongo_sink_documents_total", "accidents", outcome),
    };
  }

  /** Ids of the accidents that are there, by offset. */
  async ids(): Promise<readonly string[]> {
    const found = await this.documents();
    return found.map(({ _id }) => String(_id));
  }

  async documents(): Promise<readonly Document[]> {
    return await this.db.collection("accidents").find().sort({ "record.offset": 1 }).toArray();
  }

  /** Closes the writers and drops the database. */
  async end(): Promise<void> {
    await Promise.all(this.#writers.splice(0).map((writer) => writer.close()));
    await this.db.dropDatabase();
  }

  async close(): Promise<void> {
    await this.end();
    await this.client.close();
    await this.server.stop();
  }
}

/** A busy machine is no outage. Nothing is at work when nobody waits, but where a test says so. */
const patient = { MONGO_WRITE_TIMEOUT_MS: "50000", KAFKA_SESSION_TIMEOUT_MS: "60000", MONGO_SETTLE_MS: "0" };

export interface Origin {
  readonly partition?: number;
  /** Milliseconds since the epoch. */
  readonly appendedAt?: number;
}

const someDay = Date.UTC(2026, 10, 22);

/** A record of the topic at an offset; its accident is `A-<offset>` unless the test says otherwise. */
export function record(
  offset: number,
  value: Partial<Accident> = {},
  origin: Origin = {},
): Message<Accident> {
  const { partition = 0, appendedAt = someDay + offset } = origin;
  const accidentId = `A-${offset}`;
  const made = anAccident({ accidentId, startedAt: someDay + offset * 1_000, ...value });
  return { topic: accident.name, partition, offset, key: made.accidentId, value: made, appendedAt };
}

/** Records of consecutive offsets. */
export function records(from: number, count: number, origin: Origin = {}): readonly Message<Accident>[] {
  return Array.from({ length: count }, (_, index) => record(from + index, {}, origin));
}

export const idsOf = (batch: readonly Message<Accident>[]): readonly string[] =>
  batch.map(({ value }) => value.accidentId);
