import { backoffMs, pause } from "../backoff.ts";
import { BrokerError, codeOf, toBrokerError, typeOf } from "../broker-error.ts";
import { failureFields } from "../failure-fields.ts";
import type { TopicPartition } from "../group.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { fetchEach, type PartitionAnswer } from "../kafkajs/lenient-requests.ts";
import { committedRecords } from "../reading/committed-records.ts";
import { fatalCodes } from "./fatal-codes.ts";
import { groupFetch, pollMs } from "./group-fetch.ts";
import type { GroupHealth } from "./group-health.ts";
import type { Leaders } from "./leaders.ts";
import { resume } from "./out-of-range.ts";
import type { PartitionLane } from "./partition-lane.ts";

export interface PumpDependencies {
  readonly leaders: Leaders;
  readonly lanes: () => readonly PartitionLane[];
  readonly maxChunkBytes: number;
  readonly health: GroupHealth;
  readonly log: KafkaLog;
  readonly random: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** Partitions whose leader is not known, or did not answer for them. */
const unled = "";

/**
 * Fetches for the lanes that have room: at most one request at a time to each leader, so that no broker waits for
 * another and no lane for another lane.
 */
export class FetchPump {
  readonly #dependencies: PumpDependencies;
  readonly #stopped = new AbortController();
  /** Leaders that are asked, or left alone for a while after a failure; and `unled`. */
  readonly #underWay = new Set<string>();
  /** Failed attempts in a row, by leader. */
  readonly #failures = new Map<string, number>();
  /** Failed attempts in a row, by lane. */
  readonly #refusals = new Map<PartitionLane, number>();
  /** Whose answer was an error: asked again once the leaders have been looked up. */
  readonly #stale = new Set<PartitionLane>();
  #isDue = false;
  #rotation = 0;

  constructor(dependencies: PumpDependencies) {
    this.#dependencies = dependencies;
  }

  /** To be called when a lane has got room; lanes that get it at the same time share a request. */
  turn(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (!this.#stopped.signal.aborted) this.#turn();
    });
  }

  /** The lane is gone, and with it its troubles. */
  forget(lane: PartitionLane): void {
    this.#stale.delete(lane);
    this.#refusals.delete(lane);
    this.#dependencies.health.forget(nameOf(lane));
  }

  stop(): void {
    this.#stopped.abort();
  }

  #turn(): void {
    const { lanes, health } = this.#dependencies;
    const ledBy = Map.groupBy(lanes(), (lane) => this.#leaderOf(lane));
    for (const [leader, led] of ledBy) {
      const open = led.filter((lane) => lane.hasRoom);
      if (open.length === 0 || this.#underWay.has(leader)) continue;
      this.#underWay.add(leader);
      const full = led.filter((lane) => !lane.hasRoom);
      const asked =
        leader === unled ? this.#lookUp(open) : this.#fetch(leader, open, pollMs(full, performance.now()));
      void asked.catch(this.#dependencies.onFailure).finally(() => {
        this.#underWay.delete(leader);
        this.turn();
      });
    }
    for (const leader of this.#failures.keys())
      if (!ledBy.has(leader)) {
        this.#failures.delete(leader);
        health.forget(`broker ${leader}`);
      }
  }

  #leaderOf(lane: PartitionLane): string {
    return (this.#stale.has(lane) ? undefined : this.#dependencies.leaders.leaderOf(lane)) ?? unled;
  }

  async #fetch(leader: string, lanes: readonly PartitionLane[], maxWaitMs: number): Promise<void> {
    const { leaders, maxChunkBytes, health } = this.#dependencies;
    const first = this.#rotation++ % lanes.length;
    const inTurn = [...lanes.slice(first), ...lanes.slice(0, first)];
    const asked = new Map(inTurn.map((lane) => [nameOf(lane), { lane, offset: lane.fetchOffset }]));
    health.attempted();
    let answers: readonly PartitionAnswer[];
    try {
      const broker = await leaders.broker(leader);
      answers = await fetchEach(broker, groupFetch(inTurn, maxChunkBytes, maxWaitMs));
    } catch (error) {
      return this.#miss(leader, error);
    }
    health.succeeded(`broker ${leader}`);
    this.#failures.delete(leader);
    for (const answer of answers) {
      const { lane, offset } = asked.get(nameOf(answer)) ?? {};
      // Meanwhile the lane may have gone elsewhere, or to another leader that has answered.
      if (lane?.hasRoom === true && lane.fetchOffset === offset) await this.#deliver(lane, answer);
    }
  }

  async #deliver(lane: PartitionLane, answer: PartitionAnswer): Promise<void> {
    const { topic, partition, fetchOffset } = lane;
    if (typeOf(answer.error) === "OFFSET_OUT_OF_RANGE")
      return resume(lane, this.#dependencies).catch((error) => this.#refuse(lane, error));
    if (answer.error !== undefined) return this.#refuse(lane, answer.error);
    this.#refusals.delete(lane);
    this.#dependencies.health.forget(nameOf(lane));
    const { records, nextOffset } = committedRecords(topic, answer, fetchOffset);
    if (nextOffset === fetchOffset) return;
    const endOffset = Math.max(Number(answer.lastStableOffset), nextOffset);
    lane.take({ topic, partition, records, nextOffset, endOffset });
  }

  /** The leader did not answer at all. */
  async #miss(leader: string, error: unknown): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    const { leaders, health, log, random } = this.#dependencies;
    assertWeather(error);
    leaders.forget(leader);
    const attempt = (this.#failures.get(leader) ?? 0) + 1;
    this.#failures.set(leader, attempt);
    health.failed(`broker ${leader}`, error);
    log.warn({ leader, attempt, ...failureFields(error) }, "fetching interrupted, trying again");
    await pause(backoffMs(attempt, random), this.#stopped.signal);
    await this.#refresh();
  }

  /** The leader, if there is one, did not answer for this partition. */
  #refuse(lane: PartitionLane, error: unknown): void {
    assertWeather(error);
    const { health, log, lanes } = this.#dependencies;
    if (!lanes().includes(lane)) return;
    const attempt = (this.#refusals.get(lane) ?? 0) + 1;
    this.#refusals.set(lane, attempt);
    this.#stale.add(lane);
    health.failed(nameOf(lane), error);
    log.warn(
      { topic: lane.topic, partition: lane.partition, attempt, ...failureFields(error) },
      "fetching of a partition interrupted, trying again",
    );
  }

  /** Waits a little, then asks who leads now. */
  async #lookUp(lanes: readonly PartitionLane[]): Promise<void> {
    const nobody = new BrokerError("unavailable", "the partition has no leader");
    for (const lane of lanes) if (!this.#stale.has(lane)) this.#refuse(lane, nobody);
    const attempt = Math.min(...lanes.map((lane) => this.#refusals.get(lane) ?? 1));
    await pause(backoffMs(attempt, this.#dependencies.random), this.#stopped.signal);
    for (const lane of lanes) this.#stale.delete(lane);
    await this.#refresh();
  }

  async #refresh(): Promise<void> {
    if (!this.#stopped.signal.aborted) await this.#dependencies.leaders.refresh().catch(assertWeather);
  }
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

function assertWeather(error: unknown): void {
  if (fatalCodes.has(codeOf(error))) throw toBrokerError(error, "fetch");
}
