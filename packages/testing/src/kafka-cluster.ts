import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { openSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { waitForBroker } from "@tributary/kafka";
import { fetchParts, findJava, Ports } from "@tributary/local-stack";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Broker settings that a test wants otherwise, by their names in `server.properties`. */
export type BrokerSettings = Readonly<Record<string, string | number>>;

interface Node {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly folder: string;
  readonly settings: string;
  process?: ChildProcess;
}

/** Every node votes, every topic has a copy on each, and a write needs a majority of them. */
function serverProperties(node: Node, nodes: readonly Node[], changes: BrokerSettings): string {
  const majority = Math.floor(nodes.length / 2) + 1;
  const settings = {
    "process.roles": "broker,controller",
    "node.id": node.id,
    "controller.quorum.voters": nodes
      .map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`)
      .join(","),
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${node.port}`,
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": join(node.folder, "data"),
    "broker.session.timeout.ms": 4_000,
    "broker.heartbeat.interval.ms": 1_000,
    "default.replication.factor": nodes.length,
    "min.insync.replicas": majority,
    "auto.create.topics.enable": false,
    "offsets.topic.replication.factor": nodes.length,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": nodes.length,
    "transaction.state.log.min.isr": majority,
    "transaction.state.log.num.partitions": 4,
    "group.initial.rebalance.delay.ms": 0,
    // The cleaner runs at once, so that a test need not wait for compaction.
    "log.cleaner.backoff.ms": 200,
    ...changes,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** A Kafka cluster of child processes, for tests that kill brokers. Nodes count from 1; state is in a temporary folder. */
export class KafkaCluster {
  readonly #nodes: readonly Node[];
  readonly #folder: string;
  readonly #java: string;
  readonly #jars: string;

  private constructor(nodes: readonly Node[], folder: string, java: string, jars: string) {
    this.#nodes = nodes;
    this.#folder = folder;
    this.#java = java;
    this.#jars = jars;
  }

  /** Resolves when all nodes answer; about 10 s with three of them. */
  static async start(size: number, settings: BrokerSettings = {}): Promise<KafkaCluster> {
    const { kafka: jars } = await fetchParts(["kafka"], { say: () => undefined });
    const folder = await mkdtemp(join(tmpdir(), "tributary-cluster-"));
    const ports = new Ports({ usual: false, say: () => undefined });
    const nodes: Node[] = [];
    for (let id = 1; id <= size; id++) {
      const own = join(folder, `node-${id}`);
      const port = await ports.claim("broker", 0);
      const controllerPort = await ports.claim("controller", 0);
      nodes.push({ id, port, controllerPort, folder: own, settings: join(own, "server.properties") });
    }
    const cluster = new KafkaCluster(nodes, folder, findJava().command, jars);
    try {
      await cluster.#format(settings);
      for (const { id } of nodes) cluster.run(id);
      await cluster.answers(size);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** `host:port` of each node. */
  get brokers(): readonly string[] {
    return this.#nodes.map(({ port }) => `127.0.0.1:${port}`);
  }

  /** Where a node keeps the segments of its partitions, one folder each. */
  dataFolder(id: number): string {
    return join(this.#node(id).folder, "data");
  }

  /** Starts a node, at first or again; `answers` tells when it serves. */
  run(id: number): void {
    const node = this.#node(id);
    const output = openSync(join(node.folder, "output.log"), "a");
    const flags = ["-Xmx384m", "-XX:TieredStopAtLevel=1", "-cp", join(this.#jars, "*")];
    node.process = spawn(this.#java, [...flags, "kafka.Kafka", node.settings], {
      cwd: node.folder,
      stdio: ["ignore", output, output],
    });
  }

  /** Resolves when `count` nodes are alive and one of them answers. */
  async answers(count: number, timeoutMs = 60_000): Promise<void> {
    await waitForBroker(
      { clientId: "kafka-cluster", brokers: this.brokers, log: silent },
      { timeoutMs, brokers: count },
    );
  }

  /** As a power cut does it: `kill -9`. */
  async kill(id: number): Promise<void> {
    const { process } = this.#node(id);
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
    const gone = once(process, "exit");
    process.kill("SIGKILL");
    await gone;
  }

  /** Runs one of the tools that come with the broker, and resolves with what it prints. */
  async tool(mainClass: string, args: readonly string[]): Promise<string> {
    const flags = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", join(this.#jars, "*")];
    const run = promisify(execFile)(this.#java, [...flags, mainClass, ...args], {
      maxBuffer: 256 * 1_024 * 1_024,
    });
    return (await run).stdout;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map(({ id }) => this.kill(id)));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #node(id: number): Node {
    const node = this.#nodes[id - 1];
    if (node === undefined) throw new Error(`there is no node ${id}`);
    return node;
  }

  async #format(settings: BrokerSettings): Promise<void> {
    const clusterId = randomBytes(16).toString("base64url");
    await Promise.all(
      this.#nodes.map(async (node) => {
        await mkdir(node.folder, { recursive: true });
        await writeFile(node.settings, serverProperties(node, this.#nodes, settings));
        await this.tool("kafka.tools.StorageTool", [
          "format",
          `--cluster-id=${clusterId}`,
          "-c",
          node.settings,
        ]);
      }),
    );
  }
}
