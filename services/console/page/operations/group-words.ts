import type { GroupState, PartitionLag } from "@tributary/operations";
import { count } from "../shell/words.ts";

/** A group's state in a word and a shape, the worst first. */
export interface GroupWord {
  readonly word: string;
  readonly sign: string;
  readonly kind: "good" | "partly" | "bad" | "quiet";
}

const WORDS: Readonly<Record<string, GroupWord>> = {
  Stable: { word: "stable", sign: "●", kind: "good" },
  PreparingRebalance: { word: "rebalancing", sign: "⋯", kind: "partly" },
  CompletingRebalance: { word: "rebalancing", sign: "⋯", kind: "partly" },
  Empty: { word: "no members", sign: "■", kind: "bad" },
  Dead: { word: "dead", sign: "■", kind: "bad" },
  Missing: { word: "never joined", sign: "○", kind: "quiet" },
};

/** A replay that nobody runs has come to its end, or was stopped: nobody waits for it. */
const REST: GroupWord = { word: "not running", sign: "○", kind: "quiet" };

export function wordOfGroup({
  kind,
  state,
  tripped,
}: Pick<GroupState, "kind" | "state" | "tripped">): GroupWord {
  if (tripped !== null) return { word: "tripped", sign: "▲", kind: "bad" };
  if (kind === "replay" && (state === "Empty" || state === "Dead")) return REST;
  return WORDS[state] ?? { word: state, sign: "○", kind: "quiet" };
}

/** `1,043`, or `≤ 52,000` where only offsets were counted, some of which may hold no record. */
export function lagWord({ lagRecords, isExact }: Pick<PartitionLag, "lagRecords" | "isExact">): string {
  return isExact ? count(lagRecords) : `≤\u202f${count(lagRecords)}`;
}

/** How far the whole group is behind: records of all partitions together, seconds of the worst one. */
export function lagOf(
  partitions: readonly PartitionLag[],
): Pick<PartitionLag, "lagRecords" | "isExact" | "lagSeconds"> {
  return {
    lagRecords: partitions.reduce((sum, { lagRecords }) => sum + lagRecords, 0),
    isExact: partitions.every(({ isExact }) => isExact),
    lagSeconds: Math.max(0, ...partitions.map(({ lagSeconds }) => lagSeconds)),
  };
}

/** What a member has in its hands, in words. */
export function handsOf(
  { memberId, partitions }: GroupState["members"][number],
  group: Pick<GroupState, "kind" | "partitions">,
): string {
  if (group.kind === "replay") return partitions > 0 ? "replays" : "waits to take over";
  const held = heldBy(memberId, group.partitions);
  return held === "" ? "holds nothing" : `holds ${held}`;
}

/** A, B, … Z, AA: members are told apart by a letter where their ids would be noise. */
export function memberTag(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : memberTag(Math.floor(index / 26) - 1) + last;
}

/** Partitions by topic, both in order. */
export function byTopic(
  partitions: readonly PartitionLag[],
): readonly (readonly [topic: string, partitions: readonly PartitionLag[]])[] {
  const topics = [...new Set(partitions.map(({ topic }) => topic))].sort();
  return topics.map((topic) => [
    topic,
    partitions.filter((one) => one.topic === topic).sort((a, b) => a.partition - b.partition),
  ]);
}

/** `0, 2, 5`, of one topic; `flight 0, 2; delay 1` would need the topics, which stand beside each partition already. */
export function heldBy(memberId: string, partitions: readonly PartitionLag[]): string {
  const held = new Set(
    partitions.filter((one) => one.memberId === memberId).map(({ partition }) => partition),
  );
  return [...held].sort((a, b) => a - b).join(", ");
}
