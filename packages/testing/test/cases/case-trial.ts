import { randomBytes } from "node:crypto";
import { deadLetterOf, type Topic } from "@tributary/contracts";
import { type IncomingRecord, type Operator, openCodec, openOperator } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { groupOf, instanceOf } from "../../src/fire/group-health.ts";
import { type Evidence, judge } from "../../src/fire/oracle.ts";
import { ServiceProcess } from "../../src/service-process.ts";
import { AddressStore } from "../fire/address-store.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { CaseInput, type PublishOptions, placeOf, type Servers } from "./case-input.ts";
import { groupName, type Shape } from "./case-topics.ts";
import { fatesOf } from "./fates.ts";
import { HealthWatch } from "./health-watch.ts";

export type { PublishOptions };

export interface TrialOptions {
  /** Begins the names of topics and groups. */
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly servers: Servers;
  /** Environment of every process, over what names the servers. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Started {
  readonly shape: Shape;
  readonly process: ServiceProcess;
  readonly watch: HealthWatch;
}

const residentLimitBytes = 400_000_000;
/** Longer than any deadline after which a service says what it waits for: 5 s of a registry, and of a write here. */
const silentLimitMs = 9_000;
/** The 30 s of weather after which a service is unready, and the pause between two tries. */
const idleLimitMs = 40_000;

/** One case: its input, its services as processes, its store, and what came of every event. */
export class CaseTrial {
  readonly input: CaseInput;
  readonly store: AddressStore;
  /** What processes exited with that were told to stop; those that nobody told and the test did not kill. */
  readonly exits = { asked: [] as (number | null)[], unasked: [] as (number | null)[] };
  readonly #options: TrialOptions;
  readonly #operator: Operator;
  readonly #started: Started[] = [];
  readonly #told = new Set<ServiceProcess>();
  /** As last heard; while the cluster does not answer, nobody outside knows better. */
  readonly #hasWork = new Map<Shape, boolean>();
  #isOver = false;
  readonly #looking: Promise<void>;

  private constructor(options: TrialOptions, input: CaseInput, operator: Operator, store: AddressStore) {
    this.#options = options;
    this.input = input;
    this.#operator = operator;
    this.store = store;
    this.#looking = this.#look();
  }

  static async open(options: TrialOptions): Promise<CaseTrial> {
    const { name, shapes, servers } = options;
    const run = `${name}-${randomBytes(3).toString("hex")}`;
    const input = await CaseInput.open(run, shapes, servers);
    const kafka = { clientId: "case-trial", brokers: servers.kafkaBrokers, log: silentLog };
    const store = await AddressStore.open();
    store.refuses = ({ key }) => /^(bug|endless)/.test(key);
    return new CaseTrial(options, input, await openOperator(kafka), store);
  }

  group(shape: Shape): string {
    return groupName(shape, this.input.run);
  }

  /** A process of the service; it ends with the trial if not before. */
  start(shape: Shape, env: Readonly<Record<string, string>> = {}): ServiceProcess {
    const { servers } = this.#options;
    const started = new ServiceProcess(new URL("case-main.ts", import.meta.url), {
      KAFKA_BROKERS: servers.kafkaBrokers.join(","),
      SCHEMA_REGISTRY_URL: servers.schemaRegistryUrl,
      KAFKA_SESSION_TIMEOUT_MS: "6000",
      SHAPE: shape,
      CASE_RUN: this.input.run,
      STORE_URL: this.store.url,
      ...this.#options.env,
      ...env,
    });
    const watch = new HealthWatch(started, () => this.#hasWork.get(shape) ?? false);
    this.#started.push({ shape, process: started, watch });
    void started.exited.then((code) => {
      if (!this.#told.has(started)) this.exits.unasked.push(code);
    });
    return started;
  }

  /** Starts one process of each shape of the trial, and resolves when all are ready. */
  async startAll(env: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const shape of this.#options.shapes) this.start(shape, env);
    await Promise.all(this.running.map(({ process }) => process.ready(40_000)));
  }

  get running(): readonly Started[] {
    return this.#started.filter(({ process }) => !process.hasExited);
  }

  /** The process of that shape that runs now. */
  process(shape: Shape): ServiceProcess {
    const found = this.running.find((started) => started.shape === shape);
    if (found === undefined) throw new Error(`no ${shape} is running`);
    return found.process;
  }

  /** Tells a process to stop, and resolves with its exit code. */
  async stop(process: ServiceProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#told.add(process);
    const code = await process.stop(signal);
    if (signal !== "SIGKILL") this.exits.asked.push(code);
    return code;
  }

  /** Offsets the group of that shape has not committed. */
  async lag(shape: Shape): Promise<number> {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
    const bounds = await this.#operator.bounds(this.input.topics.events.name);
    const committed = await this.#operator.committed(this.group(shape));
    const at = new Map(committed.map(({ partition, offset }) => [partition, offset]));
    return sum(bounds.map(({ start, end }, partition) => end - (at.get(partition) ?? start)));
  }

  /** Resolves when the group of each shape, or of these, has committed all there is. */
  async done(limitMs = 30_000, shapes: readonly Shape[] = this.#options.shapes): Promise<void> {
    for (const shape of shapes)
      await eventually(async () => {
        const lag = await this.lag(shape);
        if (lag > 0) throw new Error(`${shape}: lag is ${lag}`);
      }, limitMs);
  }

  /** Dead letters of that shape's group, in the order of their partitions. */
  async buried(shape: Shape): Promise<readonly IncomingRecord[]> {
    return this.input.read(`${this.group(shape)}.dlq`);
  }

  /** Why the records of each place were buried, `stage error` each. */
  async causes(shape: Shape): Promise<ReadonlyMap<string, string>> {
    const letters = (await this.buried(shape)).map(({ headers }) => deadLetterOf(headers));
    return new Map(
      letters.map((letter) => [letter ? placeOf(letter) : "?", `${letter?.stage} ${letter?.error}`]),
    );
  }

  /** Numbers of the events that a map or fold has made entries of, in the order of their partitions. */
  async entries(shape: "map" | "fold"): Promise<readonly number[]> {
    const { mapped, folded } = this.input.topics;
    const values = await this.values(shape === "map" ? mapped : folded);
    return values.map(({ number }) => number);
  }

  /** Decoded values of a topic of the trial. */
  async values<T>(topic: Topic<T>): Promise<readonly T[]> {
    const codec = openCodec({ registryUrl: this.input.servers.schemaRegistryUrl, log: silentLog });
    const decoder = codec.decoder(topic);
    const values: T[] = [];
    for (const { value } of await this.input.read(topic.name)) {
      let found = decoder.decode(value);
      if (found.ok === "pending") {
        await found.resolved;
        found = decoder.decode(value);
      }
      if (found.ok !== true) throw new Error(`${topic.name}: ${JSON.stringify(found)}`);
      values.push(found.value);
    }
    return values;
  }

  /** Waits until the group of that shape has done all, and tells what came of every event. */
  async evidence(shape: Shape, limitMs: number): Promise<Evidence> {
    const startedAt = performance.now();
    await this.done(limitMs, [shape]).catch(() => undefined);
    const afterMs = Math.round(performance.now() - startedAt);
    const offsets = await this.lag(shape);
    const processes = this.running.filter((started) => started.shape === shape).map(({ process }) => process);
    await Promise.all(processes.map((process) => process.ready(20_000).catch(() => undefined)));
    const { kafkaBrokers } = this.input.servers;
    const { partitions } = this.input.topics.events;
    return {
      ...(await fatesOf(this, shape)),
      lag: { offsets, afterMs, limitMs },
      instances: await Promise.all(processes.map(instanceOf)),
      group: await groupOf(kafkaBrokers, this.group(shape), partitions),
      residentLimitBytes,
      exits: this.exits,
    };
  }

  /**
   * The invariants that are broken for these shapes, once all is done and every process was told to stop: I1 to I7, and
   * that none was ever ready and dead, or ready, idle and silent about it.
   */
  async verdict(
    limitMs: number,
    shapes: readonly Shape[] = this.#options.shapes,
  ): Promise<readonly string[]> {
    const found: [Shape, Evidence][] = [];
    for (const shape of shapes) found.push([shape, await this.evidence(shape, limitMs)]);
    await this.stopAll();
    return [
      ...found.flatMap(([shape, evidence]) => judge(evidence).map((broken) => `${shape}: ${broken}`)),
      ...this.idleness(),
    ];
  }

  /** Which processes were ready and consumed nothing though they could: for long, or without a word. */
  idleness(): readonly string[] {
    return this.#started.flatMap(({ shape, watch: { samples, readyWhileDead, silentMs, idleMs } }) => [
      ...(samples === 0 ? [`${shape}: nobody looked at it`] : []),
      ...(readyWhileDead > 0 ? [`${shape}: ready and not alive, seen ${readyWhileDead} times`] : []),
      ...(silentMs > silentLimitMs ? [`${shape}: ready, idle and silent for ${silentMs} ms`] : []),
      ...(idleMs > idleLimitMs ? [`${shape}: ready and idle for ${idleMs} ms`] : []),
    ]);
  }

  /** Tells all to stop, and resolves when they have exited. */
  async stopAll(): Promise<void> {
    await Promise.all(this.running.map(({ process }) => this.stop(process)));
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.running.map(({ process }) => this.stop(process, "SIGKILL")));
    await this.#looking;
    await Promise.all([this.store.close(), this.#operator.close(), this.input.close()]);
  }

  async #look(): Promise<void> {
    while (!this.#isOver) {
      for (const shape of this.#options.shapes) {
        const lag = await this.lag(shape).catch(() => undefined);
        if (lag !== undefined) this.#hasWork.set(shape, lag > 0);
      }
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  }
}
