import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeCluster } from "@tributary/kafka";
import type { Command } from "./household.ts";
import type { Java } from "./java.ts";
import { partFile } from "./part-cache.ts";
import { quietLog } from "./quiet-log.ts";
import { StartError } from "./start-error.ts";

export interface KafkaOptions {
  readonly java: Java;
  /** Folder of the jars. */
  readonly jars: string;
  /** Folder of its state. */
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly signal?: AbortSignal | undefined;
}

/** One broker that is its own controller. Measured and explained in DECISIONS.md. */
export function serverProperties({ folder, port, controllerPort }: KafkaOptions): string {
  return `${Object.entries({
    "process.roles": "broker,controller",
    "node.id": 1,
    // A static quorum: a dynamic one keeps the controller's port in its log, and ours may differ at the next start.
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": join(folder, "data").replaceAll("\\", "/"),
    // A broker that was killed may register again only when its old session is over: 9 s by default.
    "broker.session.timeout.ms": 4000,
    "broker.heartbeat.interval.ms": 1000,
    "auto.create.topics.enable": false,
    "group.initial.rebalance.delay.ms": 0,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 4,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "share.coordinator.state.topic.num.partitions": 4,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join("\n")}\n`;
}

/** Writes the settings, formats the storage when it is new, and says how to run it. */
export async function kafkaCommand(options: KafkaOptions): Promise<Command> {
  const { folder, java, jars, signal } = options;
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, "server.properties");
  writeFileSync(settings, serverProperties(options));
  const flags = [
    "-Xmx512m",
    "-XX:TieredStopAtLevel=1",
    `-Dlog4j2.configurationFile=${partFile("kafka", "log4j2.properties")}`,
    "-cp",
    join(jars, "*"),
  ];
  if (!existsSync(join(folder, "data", "meta.properties")))
    await format(java, flags, settings, folder, signal);
  return {
    name: "kafka",
    tier: "part",
    file: java.command,
    args: [...flags, "kafka.Kafka", settings],
    env: process.env,
    cwd: folder,
  };
}

async function format(
  java: Java,
  flags: readonly string[],
  settings: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  // A format that was cut short leaves a folder that Kafka refuses.
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const clusterId = randomBytes(16).toString("base64url");
  // One word: an id may begin with a hyphen, and would be taken for an option.
  const storageTool = ["kafka.tools.StorageTool", "format", `--cluster-id=${clusterId}`, "-c", settings];
  await promisify(execFile)(java.command, [...flags, ...storageTool], signal ? { signal } : {}).catch(
    (error: Error) => {
      throw new StartError(`Kafka's storage could not be formatted:\n${error.message}`, 1);
    },
  );
}

/** Whether the broker there serves requests and counts itself among the living; its socket opens before that. */
export async function kafkaAnswers(port: number): Promise<boolean> {
  const connection = { clientId: "tributary-local-stack", brokers: [`127.0.0.1:${port}`], log: quietLog };
  const { brokers } = await describeCluster(connection).catch(() => ({ brokers: [] }));
  return brokers.length > 0;
}
