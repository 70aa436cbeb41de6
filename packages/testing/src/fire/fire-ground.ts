import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Parts, startParts } from "@tributary/local-stack";
import { type BrokerSettings, KafkaCluster } from "../kafka-cluster.ts";

/** Segments roll and are compacted within seconds, so that what compaction takes is gone while the test runs. */
const eagerCompaction = { "log.roll.ms": 5_000, "log.cleaner.min.cleanable.ratio": 0.01 };

/** A cluster whose brokers can be killed, with a schema registry beside it; empty, in temporary folders. */
export class FireGround {
  readonly cluster: KafkaCluster;
  readonly schemaRegistryUrl: string;
  readonly #registry: Parts;
  readonly #folder: string;

  private constructor(cluster: KafkaCluster, registry: Parts, folder: string) {
    this.cluster = cluster;
    this.schemaRegistryUrl = registry.schemaRegistryUrl;
    this.#registry = registry;
    this.#folder = folder;
  }

  /** `settings`: of the brokers, beside or instead of ours. */
  static async open(brokers: number, settings: BrokerSettings = {}): Promise<FireGround> {
    const cluster = await KafkaCluster.start(brokers, { ...eagerCompaction, ...settings });
    const folder = await mkdtemp(join(tmpdir(), "tributary-fire-"));
    try {
      const registry = await startParts({ folder, kafkaBrokers: cluster.brokers.join(",") });
      return new FireGround(cluster, registry, folder);
    } catch (error) {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** How a service is told of it. */
  get env(): Readonly<Record<string, string>> {
    return {
      KAFKA_BROKERS: this.cluster.brokers.join(","),
      SCHEMA_REGISTRY_URL: this.schemaRegistryUrl,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.cluster.stop(), this.#registry.stop()]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
