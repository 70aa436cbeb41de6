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

  /**
   * `settings`: of the brokers, beside or instead of ours. The registry is that of SCHEMA_REGISTRY_URL where it is named, for
   * a schema is the same on every ground; else one of its own, started beside the brokers.
   */
  static async open(brokers: number, settings: BrokerSettings = {}): Promise<FireGround> {
    const folder = await mkdtemp(join(tmpdir(), "tributary-fire-"));
    const { SCHEMA_REGISTRY_URL: schemaRegistryUrl } = process.env;
    const [cluster, registry] = await Promise.allSettled([
      KafkaCluster.start(brokers, { ...eagerCompaction, ...settings }),
      startParts({ folder, kafkaBrokers: "", schemaRegistryUrl }), // it does not ask for a broker
    ]);
    if (cluster.status === "fulfilled" && registry.status === "fulfilled")
      return new FireGround(cluster.value, registry.value, folder);
    for (const part of [cluster, registry]) if (part.status === "fulfilled") await part.value.stop();
    await rm(folder, { recursive: true, force: true });
    throw [cluster, registry].find((part) => part.status === "rejected")?.reason;
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
