import { backoffMs, pause } from "../backoff.ts";
import { codeOf, typeOf } from "../broker-error.ts";
import { failureFields } from "../failure-fields.ts";
import type { GroupWorker, TopicPartition } from "../group.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { unlessAborted } from "../reading/unless-aborted.ts";
import type { Coordinator } from "./coordinator.ts";
import { fatalCodes } from "./fatal-codes.ts";
import { FetchPump } from "./fetch-pump.ts";
import type { GroupHealth } from "./group-health.ts";
import { HeldTenure } from "./held-tenure.ts";
import type { Joined } from "./joined.ts";
import { keepMembership } from "./keep-membership.ts";
import { LaneSet } from "./lane-set.ts";
import type { Leaders } from "./leaders.ts";
import type { Membership } from "./membership.ts";
import { PartitionLane } from "./partition-lane.ts";

export interface GroupRunDependencies {
  readonly worker: GroupWorker;
  readonly membership: Membership;
  readonly coordinator: Coordinator;
  readonly leaders: Leaders;
  readonly maxChunkBytes: number;
  readonly health: GroupHealth;
  readonly log: KafkaLog;
  readonly random: () => number;
}

/** How long a stopping member rides out weather: with its last commits, and with its farewell. */
const stopPatienceMs = 1_500;
const longestAskMs = 5_000;
/** In the status. */
const joiningName = "joining";

/** From the first join to the farewell: generation after generation. */
export class GroupRun {
  assignment: readonly TopicPartition[] | undefined;
  rebalances = 0;
  readonly #dependencies: GroupRunDependencies;
  readonly #lanes: LaneSet;
  readonly #pump: FetchPump;
  readonly #stopping = new AbortController();
  /** A while after: a member that has joined meanwhile can say that it leaves. */
  readonly #impatience = new AbortController();
  readonly #failures: unknown[] = [];

  constructor(dependencies: GroupRunDependencies) {
    this.#dependencies = dependencies;
    const { worker, log, random } = dependencies;
    const onFailure = (error: unknown) => this.#fail(error);
    const onRoom = () => this.#pump.turn();
    const open = (at: TopicPartition, signal: AbortSignal) => this.#openTenure(at, signal);
    const openLane = (at: TopicPartition, after: Promise<void>) =>
      new PartitionLane(at, after, { worker, open, onRoom, onFailure, log, random });
    this.#lanes = new LaneSet(openLane, (lane) => this.#pump.forget(lane));
    this.#pump = new FetchPump({ ...dependencies, lanes: () => this.#lanes.current, onFailure });
  }

  get callingSince(): number | undefined {
    return this.#lanes.callingSince;
  }

  async run(): Promise<void> {
    while (!this.#isStopping) await this.#generation().catch((error) => this.#fail(error));
    await this.#end();
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  stop(): void {
    if (!this.#isStopping) setTimeout(() => this.#impatience.abort(), stopPatienceMs).unref();
    this.#stopping.abort();
    this.#dependencies.membership.changes.check();
  }

  /** The coordinator, or our own clock, says that we do not belong to the group any more. */
  expelled(why: string): void {
    const { log, membership } = this.#dependencies;
    log.warn({ group: membership.options.group, why }, "expelled from the group, joining anew");
    this.assignment = [];
    this.#lanes.loseAll();
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Joins, works until the group rebalances, and brings the work in hand to its end. */
  async #generation(): Promise<void> {
    const { membership, random } = this.#dependencies;
    if (!(await this.#join())) return;
    const over = new AbortController();
    void keepMembership(membership, random, over.signal).catch((error) => {
      this.#lanes.loseAll();
      this.#fail(error);
    });
    await membership.changes.when(() => membership.standing !== "member" || this.#isStopping);
    const isOver = membership.changes.when(() => !membership.isMember || this.#isStopping);
    await this.#lanes.rest(membership.options.rebalanceTimeoutMs / 2, isOver);
    if (this.#isStopping) await this.#lanes.stop();
    over.abort();
  }

  /** Rides out weather; answers whether it has joined, or is to stop. */
  async #join(): Promise<boolean> {
    const { membership, health, log, random } = this.#dependencies;
    const settle = (joined: Joined) => this.#settle(joined);
    for (let failures = 0; !this.#isStopping; ) {
      try {
        const joining = membership.join(this.assignment ?? [], settle);
        const joined = await unlessAborted(joining, this.#impatience.signal);
        health.forget(joiningName);
        return joined !== undefined;
      } catch (error) {
        if (fatalCodes.has(codeOf(error))) throw error;
        // The coordinator may answer all the time: that nobody comes to work must show.
        health.failed(joiningName, error);
        const attempt = ++failures;
        const told = { group: membership.options.group, attempt, ...failureFields(error) };
        // Another member came or went meanwhile, which is no trouble.
        const isOrdinary = typeOf(error) === "REBALANCE_IN_PROGRESS";
        log[isOrdinary ? "debug" : "warn"](told, "not in the group yet, trying again");
        await pause(backoffMs(attempt, random, { firstMs: 50, longestMs: 2_000 }), this.#stopping.signal);
      }
    }
    return false;
  }

  #settle(joined: Joined): void {
    const { log, membership } = this.#dependencies;
    this.assignment = joined.assigned;
    this.rebalances++;
    const { kept, begun, ended } = this.#lanes.settle(joined);
    const { group } = membership.options;
    const names = (some: readonly TopicPartition[]) => some.map((at) => `${at.topic}/${at.partition}`);
    log.info(
      { group, generation: joined.generation, kept: names(kept), begun: names(begun), ended: names(ended) },
      "joined the group",
    );
    this.#pump.turn();
  }

  /** Rides out weather; undefined when `signal` aborts. */
  async #openTenure(at: TopicPartition, signal: AbortSignal): Promise<HeldTenure | undefined> {
    const { membership, leaders, health, random } = this.#dependencies;
    const { sessionTimeoutMs } = membership.options;
    const patienceMs = () => (this.#isStopping ? stopPatienceMs : sessionTimeoutMs);
    for (let failures = 0; !signal.aborted; ) {
      try {
        await membership.changes.when(() => membership.isMember || signal.aborted);
        if (signal.aborted) return undefined;
        const committed = await membership.committed(at, longestAskMs);
        const { start: logStart } = await leaders.bounds(at);
        return new HeldTenure(at, { committed, logStart }, { membership, random, patienceMs });
      } catch (error) {
        if (fatalCodes.has(codeOf(error))) throw error;
        if (signal.aborted) return undefined;
        health.failed(`${at.topic}/${at.partition}`, error);
        await pause(backoffMs(++failures, random), signal);
        if (!signal.aborted) await leaders.refresh().catch(() => undefined);
      }
    }
    return undefined;
  }

  async #end(): Promise<void> {
    const { membership, coordinator, log } = this.#dependencies;
    // Stopped between two generations: what was held may be another's by now.
    if (!membership.isMember) {
      coordinator.hangUp();
      this.#lanes.loseAll();
    }
    await this.#lanes.stop();
    this.#pump.stop();
    this.assignment = [];
    await membership
      .leave(stopPatienceMs)
      .catch((error) => log.debug(failureFields(error), "could not say that it leaves the group"));
    coordinator.hangUp();
  }

  #fail(error: unknown): void {
    this.#failures.push(error);
    this.stop();
  }
}
