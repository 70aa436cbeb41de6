import {
  BrokerError,
  type GroupMember,
  type GroupOptions,
  type GroupWorker,
  type TopicPartition,
} from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import { type Membership, placeName } from "./membership.ts";
import type { MemoryGroup } from "./memory-group.ts";
import { type LaneDependencies, MemoryLane } from "./memory-lane.ts";
import type { MemoryLog } from "./memory-log.ts";
import type { Wire } from "./wire.ts";

export interface MemberDependencies {
  readonly clientId: string;
  readonly group: MemoryGroup;
  readonly logOf: (place: TopicPartition) => MemoryLog;
  readonly wire: Wire;
  readonly bell: Bell;
  readonly pause: LaneDependencies["pause"];
}

/** One stay in the group: from joining it until leaving, expulsion or failure. */
interface Stay {
  readonly membership: Membership;
  readonly lanes: Map<string, MemoryLane>;
  /** Of the lanes that were ever begun. */
  readonly runs: Promise<void>[];
  /** Resolves when nothing more is to be begun; rejects with what a worker threw. */
  readonly over: PromiseWithResolvers<void>;
  /** What its lanes let go of then goes with the whole place, lest it be given back to it. */
  isEnding: boolean;
}

export class MemoryGroupMember implements GroupMember {
  readonly #options: GroupOptions;
  readonly #dependencies: MemberDependencies;
  #stay: Stay | undefined;
  #hasBegun = false;
  #hasEnded = false;
  #pastRebalances = 0;

  constructor(options: GroupOptions, dependencies: MemberDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  get status() {
    return this.#dependencies.wire.status;
  }

  get assignment(): readonly TopicPartition[] | undefined {
    const membership = this.#stay?.membership;
    return membership === undefined || membership.rebalances === 0
      ? undefined
      : [...membership.held.values()];
  }

  get rebalances(): number {
    return this.#pastRebalances + (this.#stay?.membership.rebalances ?? 0);
  }

  get workingSince(): number | undefined {
    const since = this.#lanes.flatMap((lane) => lane.workingSince ?? []);
    return since.length === 0 ? undefined : Math.min(...since);
  }

  /** Whether all its partitions are worked off, or it has stopped; false before the first assignment. */
  get isIdle(): boolean {
    return this.#hasEnded || (this.assignment !== undefined && this.#lanes.every((lane) => lane.isIdle));
  }

  get #lanes(): readonly MemoryLane[] {
    return [...(this.#stay?.lanes.values() ?? [])];
  }

  async run(worker: GroupWorker, signal: AbortSignal): Promise<void> {
    const { wire, bell } = this.#dependencies;
    if (this.#hasBegun) throw new BrokerError("closed", "a group member runs once");
    this.#hasBegun = true;
    const ring = () => bell.ring();
    signal.addEventListener("abort", ring);
    try {
      while (!signal.aborted) {
        await wire.fair(signal);
        if (!signal.aborted) await this.#once(worker, signal);
      }
    } finally {
      signal.removeEventListener("abort", ring);
      this.#hasEnded = true;
    }
  }

  /** Its process was killed: the coordinator hears nothing of it any more. */
  fallSilent(): void {
    if (this.#stay !== undefined) this.#stay.membership.isSilent = true;
  }

  /** Joins and works until told to stop, expelled, or a worker throws. */
  async #once(worker: GroupWorker, signal: AbortSignal): Promise<void> {
    const { clientId, group, wire } = this.#dependencies;
    const { topics, instanceId } = this.#options;
    const over = Promise.withResolvers<void>();
    const lanes = new Map<string, MemoryLane>();
    const membership = group.join({
      clientId,
      instanceId,
      topics,
      onGrant: (place) => this.#begin(stay, place, worker),
      onRevoke: (place) => lanes.get(placeName(place))?.stop(),
    });
    const stay: Stay = { membership, lanes, runs: [], over, isEnding: false };
    this.#stay = stay;
    const stop = () => over.resolve();
    signal.addEventListener("abort", stop);
    try {
      await over.promise;
      if (membership.isReplaced)
        throw new BrokerError("conflict", `another member ${instanceId} has joined group ${group.name}`);
    } finally {
      signal.removeEventListener("abort", stop);
      stay.isEnding = true;
      for (const lane of lanes.values()) lane.stop();
      // A process that was killed does not finish what it had in hand; the test that stops it goes on.
      await Promise.race([Promise.allSettled(stay.runs), wire.died]);
      if (!wire.isDead) membership.leave();
      this.#pastRebalances += membership.rebalances;
      this.#stay = undefined;
    }
  }

  #begin(stay: Stay, place: TopicPartition, worker: GroupWorker): void {
    const { membership, lanes, over, runs } = stay;
    const { group, bell, wire, pause, logOf } = this.#dependencies;
    const lane = new MemoryLane(logOf(place), {
      worker,
      group,
      membership,
      wire,
      bell,
      pause,
      maxChunkBytes: this.#options.maxChunkBytes ?? 512 * 1_024,
      isWorking: () => this.workingSince !== undefined,
      onExpelled: () => over.resolve(),
    });
    lanes.set(placeName(place), lane);
    const run = lane.run().then(
      () => {
        lanes.delete(placeName(place));
        if (!stay.isEnding) membership.release(place);
      },
      (error: unknown) => over.reject(error),
    );
    runs.push(run);
  }
}
