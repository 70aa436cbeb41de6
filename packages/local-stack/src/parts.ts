import { join } from "node:path";
import { Household } from "./household.ts";
import { findJava, type Java } from "./java.ts";
import { kafkaAnswers, kafkaCommand } from "./kafka-part.ts";
import { Part } from "./part.ts";
import { fetchParts } from "./part-cache.ts";
import { Ports } from "./ports.ts";
import { registryAnswers, registryCommand, registryUrl } from "./registry-part.ts";
import { type Say, silence } from "./say.ts";

export interface PartsOptions {
  /** State and logs; what it holds from an earlier run is gone on with. */
  readonly folder: string;
  readonly say?: Say;
  /** Default: any free ports. */
  readonly ports?: Ports;
  /** Default: an own household of the folder, which `stop()` closes. */
  readonly household?: Household;
  /** Ends the downloading. */
  readonly signal?: AbortSignal | undefined;
  /** Servers that run already and take the place of a part. */
  readonly kafkaBrokers?: string | undefined;
  readonly schemaRegistryUrl?: string | undefined;
}

/** A broker and a schema registry, each a child process or a server that was there before. */
export interface Parts {
  readonly kafkaBrokers: string;
  readonly schemaRegistryUrl: string;
  /** Undefined where an existing server took its place. */
  readonly kafka: Part | undefined;
  readonly registry: Part | undefined;
  stop(): Promise<void>;
}

/** Fetches what is missing, starts Kafka and the registry beside each other, and resolves when both answer. */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const { folder, say = silence, kafkaBrokers, schemaRegistryUrl } = options;
  const ports = options.ports ?? new Ports({ usual: false, say });
  const needed = [
    ...(kafkaBrokers === undefined ? (["kafka"] as const) : []),
    ...(schemaRegistryUrl === undefined ? (["registry"] as const) : []),
  ];
  const java = needed.length > 0 ? findJava() : undefined;
  const folders = await fetchParts(needed, { say, java, signal: options.signal });
  const household = options.household ?? (await Household.open(folder)).household;
  const stop = async () => {
    await Promise.all([kafka?.stop(), registry?.stop()]);
    if (options.household === undefined) await household.close(say);
  };
  let kafka: Part | undefined;
  let registry: Part | undefined;
  try {
    const stage = { household, say, folder, ports };
    if (java && folders.registry) registry = await registryPart(stage, java, folders.registry);
    if (java && folders.kafka) kafka = await kafkaPart(stage, java, folders.kafka);
    say(
      `Starting ${[kafka, registry].flatMap((part) => (part ? `${part.name} on port ${part.port}` : [])).join(" and ")}`,
    );
    await Promise.all([registry, kafka].map((part) => part?.start().then(() => say(`${part.name} answers`))));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kafkaBrokers: kafkaBrokers ?? `127.0.0.1:${kafka?.port}`,
    schemaRegistryUrl: schemaRegistryUrl ?? registryUrl(registry?.port ?? 0),
    kafka,
    registry,
    stop,
  };
}

interface Stage {
  readonly household: Household;
  readonly say: Say;
  readonly folder: string;
  readonly ports: Ports;
}

async function kafkaPart(stage: Stage, java: Java, jars: string): Promise<Part> {
  const port = await stage.ports.claim("Kafka", 9092);
  const controllerPort = await stage.ports.claim("Kafka's controller", 9093);
  const command = kafkaCommand({ java, jars, folder: join(stage.folder, "kafka"), port, controllerPort });
  return new Part({ ...stage, name: "Kafka", port, command, answers: () => kafkaAnswers(port) });
}

async function registryPart(stage: Stage, java: Java, app: string): Promise<Part> {
  const port = await stage.ports.claim("Schema registry", 8081);
  const managementPort = await stage.ports.claim("Schema registry's health", 9001);
  const folder = join(stage.folder, "registry");
  const command = registryCommand({ java, app, folder, port, managementPort });
  return new Part({
    ...stage,
    name: "Schema registry",
    port,
    command,
    answers: () => registryAnswers(managementPort),
  });
}
