import { BrokerError, codeOf, typeOf } from "../broker-error.ts";
import type { TopicPartition } from "../group.ts";
import type { MemberRequest } from "../kafkajs/group-requests.ts";
import { ConditionWaiters } from "../publishing/condition-waiters.ts";
import type { Coordinator } from "./coordinator.ts";
import { type Joined, joinedAfter, noGeneration } from "./joined.ts";
import { encodeSubscription } from "./member-formats.ts";
import { shares } from "./shares.ts";

export interface MembershipOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly instanceId: string | undefined;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
}

/**
 * `outside`: expelled, or never joined. `joining`: between two generations, what was held may be another's any moment.
 * `member`: of a stable group. `rebalancing`: still a member, but everyone is asked to join anew.
 */
export type Standing = "outside" | "joining" | "member" | "rebalancing";

/** Over the time-out that the coordinator keeps to, for the way there and back. */
const graceMs = 5_000;
const shortestAskMs = 100;
/** Tells this way of sharing out from others; all members of a group must have one in common. */
const protocol = "tributary-copartitioned";

/** One member's place in its group, by Kafka's classic (eager) group protocol. One attempt a call, no retries. */
export class Membership {
  /** Monotonic milliseconds when the newest request was sent to which the coordinator answered: you are a member. */
  heardAt = Number.NEGATIVE_INFINITY;
  /** Checked whenever `standing` changes. */
  readonly changes = new ConditionWaiters();
  readonly options: MembershipOptions;
  readonly #coordinator: Coordinator;
  readonly #onExpelled: (why: string) => void;
  #standing: Standing = "outside";
  #memberId = "";
  #generation = noGeneration;
  #beating: Promise<void> | undefined;

  constructor(options: MembershipOptions, coordinator: Coordinator, onExpelled: (why: string) => void) {
    this.options = options;
    this.#coordinator = coordinator;
    this.#onExpelled = onExpelled;
  }

  get standing(): Standing {
    return this.#standing;
  }

  get isMember(): boolean {
    return this.#standing === "member" || this.#standing === "rebalancing";
  }

  /** Until the coordinator may have given our partitions to others; negative when that time is over. */
  get remainingMs(): number {
    return this.heardAt + this.options.sessionTimeoutMs - performance.now();
  }

  /**
   * JoinGroup and SyncGroup; `owned` is what this member would like to keep. `settle` is told the outcome before those
   * are who wait for it: a commit that came first would be taken, and move another's offset back.
   */
  async join(owned: readonly TopicPartition[], settle?: (joined: Joined) => void): Promise<Joined> {
    const { sessionTimeoutMs: sessionTimeout, rebalanceTimeoutMs: rebalanceTimeout, topics } = this.options;
    const before = { memberId: this.#memberId, generation: this.#generation };
    const metadata = encodeSubscription({ topics, owned, generation: before.generation });
    this.#stand("joining");
    const limit = rebalanceTimeout + graceMs;
    try {
      const answer = await this.#coordinator.ask(limit, (broker) =>
        broker.joinGroup({
          ...this.#self(),
          sessionTimeout,
          rebalanceTimeout,
          groupProtocols: [{ name: protocol, metadata }],
        }),
      );
      this.#memberId = answer.memberId;
      const sentAt = performance.now();
      const { memberAssignment } = await this.#coordinator.ask(limit, async (broker, cluster) =>
        broker.syncGroup({
          ...this.#self(),
          generationId: answer.generationId,
          groupAssignment: await shares(answer, cluster),
        }),
      );
      const joined = joinedAfter(before, answer, memberAssignment);
      this.#generation = joined.generation;
      this.heardAt = sentAt;
      settle?.(joined);
      this.#stand("member");
      return joined;
    } catch (error) {
      if (codeOf(error) === "expelled") this.#expel(error);
      throw error;
    }
  }

  /** One heartbeat, shared by all who ask while it is under way. */
  beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = undefined;
    });
    return this.#beating;
  }

  async #beat(): Promise<void> {
    const sentAt = performance.now();
    const generation = this.#generation;
    const patience = Math.min(this.options.sessionTimeoutMs / 3, this.remainingMs);
    try {
      await this.#coordinator.ask(Math.max(shortestAskMs, patience), (broker) =>
        broker.heartbeat({ ...this.#self(), groupGenerationId: generation }),
      );
    } catch (error) {
      if (generation !== this.#generation) return;
      if (typeOf(error) !== "REBALANCE_IN_PROGRESS") {
        if (codeOf(error) === "expelled") this.#expel(error);
        throw error;
      }
      if (this.#standing === "member") this.#stand("rebalancing");
    }
    if (generation === this.#generation) this.heardAt = Math.max(this.heardAt, sentAt);
  }

  async commit({ topic, partition }: TopicPartition, offset: number, limitMs: number): Promise<void> {
    const partitions = [{ partition, offset: String(offset) }];
    const commitment = {
      ...this.#self(),
      groupGenerationId: this.#generation,
      topics: [{ topic, partitions }],
    };
    try {
      await this.#coordinator.ask(limitMs, (broker) => broker.offsetCommit(commitment));
    } catch (error) {
      if (typeOf(error) === "REBALANCE_IN_PROGRESS" && this.#standing === "member")
        this.#stand("rebalancing");
      // Commits do not carry the instance id: only a heartbeat tells whether another process has taken it.
      // Not while a new join is under way: its member id is another by now.
      if (codeOf(error) === "expelled" && this.isMember) await this.beat();
      throw error;
    }
  }

  /** The group's committed offset, or undefined when there is none. */
  async committed({ topic, partition }: TopicPartition, limitMs: number): Promise<number | undefined> {
    const query = { groupId: this.options.group, topics: [{ topic, partitions: [{ partition }] }] };
    const { responses } = await this.#coordinator.ask(limitMs, (broker) => broker.offsetFetch(query));
    const offset = Number(responses[0]?.partitions[0]?.offset ?? -1);
    return offset < 0 ? undefined : offset;
  }

  /** Nobody has heard from us for so long that our partitions may be another's. */
  expelIfSilent(): void {
    if (this.isMember && this.remainingMs <= 0)
      this.#expel(new BrokerError("unavailable", "no heartbeat was answered for the session time-out"));
  }

  /** Gives the place up, by word unless it is static: that one is kept for the session time-out. */
  async leave(limitMs: number): Promise<void> {
    const self = this.#self();
    const hasPlace = self.memberId !== "" && this.options.instanceId === undefined;
    this.#generation = noGeneration;
    this.#memberId = "";
    this.#stand("outside");
    if (hasPlace) await this.#coordinator.ask(limitMs, (broker) => broker.leaveGroup(self));
  }

  #self(): MemberRequest {
    const { group: groupId, instanceId } = this.options;
    const self = { groupId, memberId: this.#memberId };
    return instanceId === undefined ? self : { ...self, groupInstanceId: instanceId };
  }

  #expel(error: unknown): void {
    this.#generation = noGeneration;
    // With an old generation the place is still ours, and so it is, perhaps, when we were only not heard.
    if (typeOf(error) === "UNKNOWN_MEMBER_ID") this.#memberId = "";
    this.#stand("outside");
    this.#onExpelled(error instanceof Error ? error.message : String(error));
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.changes.check();
  }
}
