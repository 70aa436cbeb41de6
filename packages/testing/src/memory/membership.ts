import type { TopicPartition } from "@tributary/kafka";
import type { MemoryGroup } from "./memory-group.ts";

export interface Joining {
  readonly clientId: string;
  readonly instanceId: string | undefined;
  readonly topics: readonly string[];
  /** A partition is this member's from now on. */
  readonly onGrant: (place: TopicPartition) => void;
  /** A partition is to be handed over: `Membership.release` when the work on it has ended. */
  readonly onRevoke: (place: TopicPartition) => void;
}

/** One member as the coordinator knows it. */
export class Membership {
  readonly memberId: string;
  readonly joining: Joining;
  readonly held = new Map<string, TopicPartition>();
  /** Rebalances that ended while this member was in the group. */
  rebalances = 0;
  /** Does not answer any more, and is not yet missed: its process was killed, or it is static and has stopped. */
  isSilent = false;
  readonly #group: MemoryGroup;

  constructor(group: MemoryGroup, memberId: string, joining: Joining) {
    this.#group = group;
    this.memberId = memberId;
    this.joining = joining;
  }

  get topics(): readonly string[] {
    return this.joining.topics;
  }

  /** Whether the coordinator has given its place away. */
  get isExpelled(): boolean {
    return !this.#group.has(this);
  }

  /** Another static member of the same name has its place: joining again would only take it back. */
  get isReplaced(): boolean {
    const { instanceId } = this.joining;
    return instanceId !== undefined && this.isExpelled && this.#group.hasInstance(instanceId);
  }

  holds(place: TopicPartition): boolean {
    return !this.isExpelled && this.held.has(placeName(place));
  }

  release(place: TopicPartition): void {
    this.#group.release(this, place);
  }

  commit(place: TopicPartition, offset: number): void {
    this.#group.commit({ ...place, offset });
  }

  /** Gives up its place, but a static member is only silent until it comes back or its session ends. */
  leave(): void {
    if (this.joining.instanceId === undefined) this.#group.remove(this);
    else this.isSilent = true;
  }
}

export const placeName = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
