import type { GroupDescription, TopicPartition } from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import { type Joining, Membership, placeName } from "./membership.ts";
import { shareOut } from "./partition-shares.ts";

export interface CommittedOffset extends TopicPartition {
  readonly offset: number;
}

/**
 * A consumer group as its coordinator sees it. Partitions that stay with their member are worked on through a
 * rebalance; those that move go on when their old holder has ended its work, or is gone.
 */
export class MemoryGroup {
  readonly name: string;
  readonly offsets = new Map<string, CommittedOffset>();
  readonly #partitionsOf: (topic: string) => number;
  readonly #bell: Bell;
  #members: Membership[] = [];
  #joined = 0;
  #isRebalancing = false;

  constructor(name: string, partitionsOf: (topic: string) => number, bell: Bell) {
    this.name = name;
    this.#partitionsOf = partitionsOf;
    this.#bell = bell;
  }

  get members(): readonly Membership[] {
    return this.#members;
  }

  get isRebalancing(): boolean {
    return this.#isRebalancing;
  }

  has(member: Membership): boolean {
    return this.#members.includes(member);
  }

  hasInstance(instanceId: string): boolean {
    return this.#members.some(({ joining }) => joining.instanceId === instanceId);
  }

  /** A static member that comes back takes its predecessor's place, who is expelled if it still works. */
  join(joining: Joining): Membership {
    this.#joined++;
    const { clientId, instanceId } = joining;
    const member = new Membership(this, `${instanceId ?? clientId}-${this.#joined}`, joining);
    const place = this.#members.findIndex(
      (other) => instanceId !== undefined && other.joining.instanceId === instanceId,
    );
    const predecessor = this.#members[place];
    if (predecessor === undefined) {
      this.#members.push(member);
      this.#rebalance();
      return member;
    }
    this.#members[place] = member;
    member.rebalances = 1;
    // The member must be known to its caller before it hears of its partitions.
    queueMicrotask(() => {
      for (const held of predecessor.held.values()) this.#grant(member, held);
      this.#settle();
    });
    return member;
  }

  /** It has left, or its session is over. */
  remove(member: Membership): void {
    if (!this.has(member)) return;
    this.#members = this.#members.filter((other) => other !== member);
    this.#rebalance();
  }

  release(member: Membership, place: TopicPartition): void {
    if (member.held.delete(placeName(place)) && this.has(member)) this.#settle();
  }

  commit(committed: CommittedOffset): void {
    const { topic, partition, offset } = committed;
    this.offsets.set(placeName(committed), { topic, partition, offset });
    this.#bell.ring();
  }

  committed(place: TopicPartition): number | undefined {
    return this.offsets.get(placeName(place))?.offset;
  }

  describe(): GroupDescription {
    const stable = this.#isRebalancing ? "PreparingRebalance" : "Stable";
    return {
      group: this.name,
      state: this.#members.length === 0 ? "Empty" : stable,
      members: this.#members.map(({ memberId, joining, held }) => ({
        memberId,
        instanceId: joining.instanceId,
        clientId: joining.clientId,
        host: "/127.0.0.1",
        assignment: [...held.values()],
      })),
    };
  }

  #rebalance(): void {
    this.#isRebalancing = true;
    queueMicrotask(() => this.#settle());
  }

  /** Moves what lies in wrong hands, as far as it is free; called again with every partition that gets free. */
  #settle(): void {
    let isSettled = true;
    for (const [place, target] of this.#targets()) {
      const holder = this.#members.find((member) => member.held.has(placeName(place)));
      if (holder === target) continue;
      if (holder === undefined) this.#grant(target, place);
      else {
        isSettled = false;
        holder.joining.onRevoke(place);
      }
    }
    if (isSettled && this.#isRebalancing) {
      this.#isRebalancing = false;
      for (const member of this.#members) member.rebalances++;
    }
    this.#bell.ring();
  }

  #grant(member: Membership, place: TopicPartition): void {
    member.held.set(placeName(place), place);
    member.joining.onGrant(place);
  }

  #targets(): [TopicPartition, Membership][] {
    const topics = [...new Set(this.#members.flatMap(({ topics }) => topics))];
    const partitions = Math.max(0, ...topics.map((topic) => this.#partitionsOf(topic)));
    const heldBy = (partition: number) =>
      this.#members.find(({ held }) => topics.some((topic) => held.has(placeName({ topic, partition }))));
    const shares = shareOut(this.#members, partitions, heldBy);
    return topics.flatMap((topic) => {
      const readers = this.#members.filter((member) => member.topics.includes(topic));
      return Array.from(
        { length: this.#partitionsOf(topic) },
        (_, partition): [TopicPartition, Membership] => {
          const share = shares[partition];
          // Members of another version may read other topics; what they do not read goes to one who does.
          const reader = share !== undefined && readers.includes(share) ? share : readers[0];
          return [{ topic, partition }, reader as Membership];
        },
      );
    });
  }
}
