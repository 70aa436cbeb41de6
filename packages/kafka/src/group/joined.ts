import type { TopicPartition } from "../group.ts";
import type { JoinAnswer } from "../kafkajs/group-requests.ts";
import { decodeAssignment } from "./member-formats.ts";

/** What a new generation of the group means for this member. */
export interface Joined {
  readonly generation: number;
  readonly assigned: readonly TopicPartition[];
  /** No other member can have held what this one held before and was given again. */
  readonly isContinuous: boolean;
}

/** The generation of a member that has none. */
export const noGeneration = -1;

/** `before` is the place in the group that the member had until then. */
export function joinedAfter(
  before: { readonly memberId: string; readonly generation: number },
  { memberId, generationId }: JoinAnswer,
  assignment: Buffer,
): Joined {
  // A generation that passed without us may have given to another what we then got back.
  const passed = generationId - before.generation;
  const isContinuous =
    before.generation !== noGeneration && memberId === before.memberId && (passed === 0 || passed === 1);
  return { generation: generationId, assigned: decodeAssignment(assignment), isContinuous };
}
