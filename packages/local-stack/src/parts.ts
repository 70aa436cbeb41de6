import { join } from "node:path";
import { Household } from "./household.ts";
import { findJava, type Java } from "./java.ts";
import { kafkaAnswers, kafkaCommand } from "./kafka-part.ts";
import { mongoCommand } from "./mongo-part.ts";
import type { MongoProgram } from "./mongo-program.ts";
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
  /** Ends the downloading and the starting. */
  readonly signal?: AbortSignal | undefined;
  /** Servers that run already and take the place of a part. */
  readonly kafkaBrokers?: string | undefined;
  readonly schemaRegistryUrl?: string | undefined;
  readonly mongodbUri?: string | undefined;
  /** What to run where no server is named; default nothing, and then there is no MongoDB. */
  readonly mongo?: MongoProgram | undefined;
}

/** A broker, a schema registry and, where it is wanted, a MongoDB, each a child process or a server that was there before. */
export interface Parts {
  readonly kafkaBrokers: string;
  readonly schemaRegistryUrl: string;
  /** Undefined where none is wanted. */
  readonly mongodbUri: string | undefined;
  /** Undefined where an existing server took its place. */
  readonly kafka: Part | undefined;
  readonly registry: Part | undefined;
  readonly mongo: Part | undefined;
  /** `host:port` of the registry's health and metrics; undefined where an existing server took its place. */
  readonly registryManagement: string | undefined;
  stop(): Promise<void>;
}

/** Fetches what is missing, starts the parts beside each other, and resolves when all answer. */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const { folder, say = silence, kafkaBrokers, schemaRegistryUrl, mongodbUri } = options;
  const program = mongodbUri === undefined ? options.mongo : undefined;
  const ports = options.ports ?? new Ports({ usual: false, say });
  const needed = [
    ...(kafkaBrokers === undefined ? (["kafka"] as const) : []),
    ...(schemaRegistryUrl === undefined ? (["registry"] as const) : []),
  ];
  const java = needed.length > 0 ? findJava() : undefined;
  const folders = await fetchParts(needed, { say, java, signal: options.signal });
  const household = options.household ?? (await Household.open(folder)).household;
  const close = async () => {
    if (options.household === undefined) await household.close(say);
  };
  const stage = { household, say, folder, ports, signal: options.signal };
  const [kafka, registry, mongo] = await Promise.all([
    java && folders.kafka ? startKafka(stage, java, folders.kafka) : undefined,
    java && folders.registry ? startRegistry(stage, java, folders.registry) : undefined,
    program && startMongo(stage, program),
  ]).catch(async (error) => {
    await close();
    throw error;
  });
  return {
    kafkaBrokers: kafkaBrokers ?? `127.0.0.1:${kafka?.port}`,
    schemaRegistryUrl: schemaRegistryUrl ?? registryUrl(registry?.part.port ?? 0),
    mongodbUri: mongodbUri ?? (mongo && program?.uri(mongo.port)),
    kafka,
    registry: registry?.part,
    mongo,
    registryManagement: registry && `127.0.0.1:${registry.managementPort}`,
    stop: async () => {
      await Promise.all([kafka?.stop(), registry?.part.stop(), mongo?.stop()]);
      await close();
    },
  };
}

interface Stage {
  readonly household: Household;
  readonly say: Say;
  readonly folder: string;
  readonly ports: Ports;
  readonly signal: AbortSignal | undefined;
}

async function startKafka(stage: Stage, java: Java, jars: string): Promise<Part> {
  const port = await stage.ports.claim("Kafka", 9092);
  const controllerPort = await stage.ports.claim("Kafka's controller", 9093);
  stage.say(`Starting Kafka on port ${port}`);
  const command = await kafkaCommand({
    ...stage,
    java,
    jars,
    folder: join(stage.folder, "kafka"),
    port,
    controllerPort,
  });
  return start(
    new Part({ ...stage, name: "Kafka", port, command, answers: () => kafkaAnswers(port) }),
    stage.say,
  );
}

async function startRegistry(stage: Stage, java: Java, app: string) {
  const port = await stage.ports.claim("Schema registry", 8081);
  const managementPort = await stage.ports.claim("Schema registry's health", 9001);
  stage.say(`Starting the schema registry on port ${port}`);
  const folder = join(stage.folder, "registry");
  const command = registryCommand({ java, app, folder, port, managementPort });
  const answers = () => registryAnswers(managementPort);
  const part = new Part({ ...stage, name: "Schema registry", port, command, answers });
  return { part: await start(part, stage.say), managementPort };
}

async function startMongo(stage: Stage, program: MongoProgram): Promise<Part> {
  const port = await stage.ports.claim("MongoDB", 27017);
  const command = await mongoCommand({ ...stage, program, folder: join(stage.folder, "mongo"), port });
  stage.say(`Starting ${program.label} on port ${port}`);
  const answers = () => program.answers(port);
  return start(new Part({ ...stage, name: "MongoDB", port, command, answers }), stage.say);
}

async function start(part: Part, say: Say): Promise<Part> {
  await part.start();
  say(`${part.name} answers`);
  return part;
}
