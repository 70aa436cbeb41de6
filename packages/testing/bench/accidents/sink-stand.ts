import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  accident,
  accidentCount,
  controlTopic,
  deadLetterTopic,
  progressTopic,
  stateTopic,
} from "@tributary/contracts";
import { type Parts, startParts } from "@tributary/local-stack";
import { MongoClient } from "mongodb";
import { type MongoServer, startMongo } from "../../src/mongo-server.ts";
import { producer, sink } from "../../test/accidents/accidents-chain.ts";
import { provisionChain } from "../../test/chain/provision-chain.ts";

const feed = "accident-feed";

/** A broker and a registry, empty but for the topics of the accidents, a MongoDB, and a temporary folder. */
export class SinkStand {
  readonly folder: string;
  readonly parts: Parts;
  readonly #mongo: MongoServer | undefined;
  readonly #client: MongoClient | undefined;

  private constructor(folder: string, parts: Parts, mongo: MongoServer | undefined) {
    this.folder = folder;
    this.parts = parts;
    this.#mongo = mongo;
    this.#client = mongo && new MongoClient(mongo.uri);
  }

  /** Rejects where the machine has no MongoDB of this kind; the reason is printed. */
  static async open(kind: "strict" | "plain" | "none"): Promise<SinkStand> {
    const mongo = kind === "none" ? undefined : await startMongo({ kind, own: true });
    if (mongo === undefined && kind !== "none") throw new Error(`there is no ${kind} MongoDB`);
    const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
    const parts = await startParts({ folder });
    await provisionChain(parts, [
      accident,
      accidentCount,
      progressTopic(producer),
      deadLetterTopic(producer, 1),
      stateTopic(feed, accident.partitions),
      ...[feed, sink].flatMap((group) => [deadLetterTopic(group, accident.partitions), controlTopic(group)]),
    ]);
    return new SinkStand(folder, parts, mongo);
  }

  get mongo(): MongoServer {
    if (this.#mongo === undefined) throw new Error("this stand has no MongoDB");
    return this.#mongo;
  }

  get client(): MongoClient {
    if (this.#client === undefined) throw new Error("this stand has no MongoDB");
    return this.#client;
  }

  /** How a service is told where the servers are. */
  get servers(): Readonly<Record<string, string>> {
    return {
      KAFKA_BROKERS: this.parts.kafkaBrokers,
      SCHEMA_REGISTRY_URL: this.parts.schemaRegistryUrl,
      ...(this.#mongo && { MONGODB_URI: this.#mongo.uri }),
    };
  }

  async close(): Promise<void> {
    await this.#client?.close();
    await Promise.all([this.parts.stop(), this.#mongo?.stop()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
