import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Command } from "./household.ts";
import type { Java } from "./java.ts";
import { partFile } from "./part-cache.ts";
import { StartError } from "./start-error.ts";

export interface KafkaOptions {
  readonly java: Java;
  /** Folder of the jars. */
  readonly jars: string;
  /** Folder of its state. */
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
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
export function kafkaCommand(options: KafkaOptions): Command {
  const { folder, java, jars } = options;
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
  if (!existsSync(join(folder, "data", "meta.properties"))) format(java, flags, settings, folder);
  return {
    name: "kafka",
    tier: "part",
    file: java.command,
    args: [...flags, "kafka.Kafka", settings],
    env: process.env,
    cwd: folder,
  };
}

function format(java: Java, flags: readonly string[], settings: string, folder: string): void {
  // A format that was cut short leaves a folder that Kafka refuses.
  rmSync(join(folder, "data"), { recursive: true, force: true });
  const clusterId = randomBytes(16).toString("base64url");
  const run = spawnSync(
    java.command,
    [...flags, "kafka.tools.StorageTool", "format", "-t", clusterId, "-c", settings],
    { encoding: "utf8" },
  );
  if (run.status !== 0)
    throw new StartError(`Kafka's storage could not be formatted:\n${run.stderr || run.error}`, 1);
}

/** Size, API key 18 (ApiVersions), version 0, correlation id, no client id: the one request every broker answers. */
const apiVersionsRequest = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);

/** Whether a broker answers there; an open port alone says less, since the socket opens before requests are served. */
export function kafkaAnswers(port: number, timeoutMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: timeoutMs });
    const settle = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once("connect", () => socket.write(apiVersionsRequest));
    socket.once("data", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
    socket.once("close", () => settle(false));
  });
}
