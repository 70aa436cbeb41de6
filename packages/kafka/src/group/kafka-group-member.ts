import { BrokerError } from "../broker-error.ts";
import type { GroupMember, GroupOptions, GroupWorker, TopicPartition } from "../group.ts";
import type { KafkaLog } from "../kafka-log.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";
import { Coordinator } from "./coordinator.ts";
import { GroupHealth } from "./group-health.ts";
import { GroupRun } from "./group-run.ts";
import { Leaders } from "./leaders.ts";
import { Membership } from "./membership.ts";

export interface GroupMemberDependencies {
  /** A cluster connection of its own, which knows the topics. */
  readonly connect: () => Promise<Cluster>;
  readonly log: KafkaLog;
  readonly random: () => number;
  readonly onClosed: () => void;
}

const defaults = { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 30_000, maxChunkBytes: 512 * 1_024 };

type Settings = GroupOptions & typeof defaults;

function checked(options: GroupOptions): Settings {
  const settings = { ...defaults, ...options };
  const { group, topics, instanceId } = settings;
  if (group === "" || instanceId === "" || topics.length === 0)
    throw new BrokerError("misconfigured", "a group member needs a group, a topic, and no empty instance id");
  for (const name of Object.keys(defaults) as (keyof typeof defaults)[])
    if (!Number.isSafeInteger(settings[name]) || settings[name] <= 0)
      throw new BrokerError("misconfigured", `${name} of group ${group} is ${settings[name]}`);
  return settings;
}

export class KafkaGroupMember implements GroupMember {
  readonly status: GroupHealth;
  readonly #settings: Settings;
  readonly #leaders: Leaders;
  readonly #dependencies: GroupMemberDependencies;
  #run: GroupRun | undefined;
  #finished: Promise<unknown> | undefined;
  #isClosed = false;

  private constructor(
    settings: Settings,
    health: GroupHealth,
    leaders: Leaders,
    dependencies: GroupMemberDependencies,
  ) {
    this.status = health;
    this.#settings = settings;
    this.#leaders = leaders;
    this.#dependencies = dependencies;
  }

  static async open(options: GroupOptions, dependencies: GroupMemberDependencies): Promise<KafkaGroupMember> {
    const settings = checked(options);
    const health = new GroupHealth();
    const leaders = await Leaders.open(settings.topics, { connect: dependencies.connect, health });
    return new KafkaGroupMember(settings, health, leaders, dependencies);
  }

  get assignment(): readonly TopicPartition[] | undefined {
    return this.#run?.assignment;
  }

  get rebalances(): number {
    return this.#run?.rebalances ?? 0;
  }

  get workingSince(): number | undefined {
    return this.#run?.callingSince;
  }

  async run(worker: GroupWorker, signal: AbortSignal): Promise<void> {
    if (this.#run !== undefined || this.#isClosed)
      throw new BrokerError("closed", "a group member runs once");
    const run = this.#prepare(worker);
    this.#run = run;
    const stop = () => run.stop();
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    const running = run.run();
    this.#finished = running.catch(() => undefined);
    try {
      await running;
    } finally {
      signal.removeEventListener("abort", stop);
      await this.close();
    }
  }

  /** Ends the run, if there is one, as its signal would. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#run?.stop();
    await this.#finished;
    await this.#leaders.close();
    this.#dependencies.onClosed();
  }

  #prepare(worker: GroupWorker): GroupRun {
    const { group, topics, instanceId, sessionTimeoutMs, rebalanceTimeoutMs, maxChunkBytes } = this.#settings;
    const { connect, log, random } = this.#dependencies;
    const coordinator = new Coordinator(group, connect, this.status);
    const membership = new Membership(
      { group, topics, instanceId, sessionTimeoutMs, rebalanceTimeoutMs },
      coordinator,
      (why) => run.expelled(why),
    );
    const run = new GroupRun({
      worker,
      membership,
      coordinator,
      leaders: this.#leaders,
      maxChunkBytes,
      health: this.status,
      log,
      random,
    });
    return run;
  }
}
