import type { JoinAnswer } from "../kafkajs/group-requests.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";
import { assign } from "./assignment.ts";
import { decodeSubscription, encodeAssignment } from "./member-formats.ts";

export interface Share {
  readonly memberId: string;
  readonly memberAssignment: Buffer;
}

/** What everyone gets, when this member is the one that shares out; nothing otherwise. */
export async function shares(
  { leaderId, memberId, members }: JoinAnswer,
  cluster: Cluster,
): Promise<Share[]> {
  if (leaderId !== memberId) return [];
  const candidates = members.map((member) => ({
    id: member.memberId,
    instanceId: member.groupInstanceId ?? undefined,
    ...decodeSubscription(member.memberMetadata),
  }));
  const topics = [...new Set(candidates.flatMap((candidate) => candidate.topics))];
  await cluster.addMultipleTargetTopics(topics);
  await cluster.refreshMetadata();
  const counts = topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length] as const);
  return [...assign(candidates, Object.fromEntries(counts))].map(([id, partitions]) => ({
    memberId: id,
    memberAssignment: encodeAssignment(partitions),
  }));
}
