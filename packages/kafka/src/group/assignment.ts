import type { TopicPartition } from "../group.ts";

/** A member of the group as the one that shares out sees it. */
export interface Candidate {
  readonly id: string;
  /** Of a static member: its order among the others survives restarts. */
  readonly instanceId: string | undefined;
  readonly topics: readonly string[];
  /** What it held, and as of which generation of the group; of two that name the same partition, the younger is right. */
  readonly owned: readonly TopicPartition[];
  readonly generation: number;
}

interface Sharer {
  readonly id: string;
  readonly owned: readonly number[];
  readonly generation: number;
}

/** Partition number → the sharer whose claim on it is the youngest; sharers come in order, the first wins a draw. */
function rightfulClaims(count: number, sharers: readonly Sharer[]): Map<number, Sharer> {
  const claims = new Map<number, Sharer>();
  for (const sharer of sharers)
    for (const number of sharer.owned) {
      const rival = claims.get(number);
      const isYounger = rival === undefined || rival.generation < sharer.generation;
      if (number < count && isYounger) claims.set(number, sharer);
    }
  return claims;
}

/**
 * Deals the numbers 0 … count − 1. Nobody gets more than one more than another, and within that everyone keeps as much
 * of what they held as possible: the larger shares go to those that hold most.
 */
function deal(count: number, sharers: readonly Sharer[]): Map<string, number[]> {
  const claims = rightfulClaims(count, sharers);
  const held = new Map<string, number[]>(sharers.map(({ id }) => [id, []]));
  for (const [number, { id }] of [...claims].sort(([a], [b]) => a - b)) held.get(id)?.push(number);
  const smaller = Math.floor(count / sharers.length);
  const larger = count % sharers.length;
  const kept = (id: string) => held.get(id)?.length ?? 0;
  const shares = [...sharers]
    .sort((a, b) => kept(b.id) - kept(a.id))
    .map(({ id }, rank) => ({ id, size: rank < larger ? smaller + 1 : smaller }));
  const dealt = new Map(shares.map(({ id, size }) => [id, held.get(id)?.slice(0, size) ?? []]));
  const taken = new Set([...dealt.values()].flat());
  const free = Array.from({ length: count }, (_, number) => number).filter((number) => !taken.has(number));
  for (const { id, size } of shares) {
    const own = dealt.get(id) ?? [];
    own.push(...free.splice(0, size - own.length));
  }
  return dealt;
}

function byName(a: Candidate, b: Candidate): number {
  const [left, right] = [a.instanceId ?? a.id, b.instanceId ?? b.id];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Shares the partitions of all topics among the members that want them, the same way for the same input. Partition n
 * goes to the same member for all topics that the same members want, which is all of them except while a new version
 * with other topics is rolled out. Spread and stickiness: see `deal`.
 */
export function assign(
  candidates: readonly Candidate[],
  partitionsOf: Readonly<Record<string, number>>,
): Map<string, TopicPartition[]> {
  const members = [...candidates].sort(byName);
  const assignment = new Map<string, TopicPartition[]>(members.map(({ id }) => [id, []]));
  const topics = [...new Set(members.flatMap((member) => member.topics))].sort();
  const wanting = (topic: string) => members.filter((member) => member.topics.includes(topic));
  const alike = Map.groupBy(topics, (topic) => JSON.stringify(wanting(topic).map(({ id }) => id)));
  for (const together of alike.values()) {
    const sharers = wanting(together[0] as string).map(({ id, owned, generation }) => {
      const numbers = owned.filter(({ topic }) => together.includes(topic)).map(({ partition }) => partition);
      return { id, owned: [...new Set(numbers)], generation };
    });
    const count = Math.max(...together.map((topic) => partitionsOf[topic] ?? 0));
    for (const [id, numbers] of deal(count, sharers))
      for (const topic of together)
        for (const partition of numbers)
          if (partition < (partitionsOf[topic] ?? 0)) assignment.get(id)?.push({ topic, partition });
  }
  return assignment;
}
