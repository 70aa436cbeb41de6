import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Parts, startParts } from "@tributary/local-stack";
import { Chain } from "../../test/flights/chain.ts";
import { provisionFlights } from "../../test/flights/flights-topics.ts";

/** Broker and registry as `npm start` runs them, empty, with the topics of the flights and a temporary folder. */
export class Stand {
  readonly folder: string;
  readonly parts: Parts;

  private constructor(folder: string, parts: Parts) {
    this.folder = folder;
    this.parts = parts;
  }

  static async open(): Promise<Stand> {
    const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
    try {
      const parts = await startParts({ folder });
      await provisionFlights(parts.kafkaBrokers, parts.schemaRegistryUrl);
      return new Stand(folder, parts);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get brokerPid(): number {
    return this.parts.kafka?.pid ?? -1;
  }

  /** The chain on this stand. */
  chain(env: {
    readonly producer: Readonly<Record<string, string>>;
    readonly counter?: Readonly<Record<string, string>>;
  }): Chain {
    return new Chain({
      servers: {
        KAFKA_BROKERS: this.parts.kafkaBrokers,
        SCHEMA_REGISTRY_URL: this.parts.schemaRegistryUrl,
      },
      producerEnv: env.producer,
      counterEnv: () => env.counter ?? {},
      log: pathToFileURL(join(this.folder, "chain.log")),
    });
  }

  async close(): Promise<void> {
    await this.parts.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
