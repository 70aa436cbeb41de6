import type { NodeConnection } from "./kafkajs-internals.ts";

/** What kafkajs 2.2.4 sends to a group's coordinator; `groupInstanceId` by the patch of static membership. */
export interface MemberRequest {
  readonly groupId: string;
  readonly memberId: string;
  readonly groupInstanceId?: string;
}

export interface JoinRequest extends MemberRequest {
  readonly sessionTimeout: number;
  readonly rebalanceTimeout: number;
  readonly groupProtocols: readonly { readonly name: string; readonly metadata: Buffer }[];
}

export interface JoinAnswer {
  readonly generationId: number;
  readonly leaderId: string;
  readonly memberId: string;
  /** Only the leader is told. */
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId?: string | null;
    readonly memberMetadata: Buffer;
  }[];
}

interface PartitionOffsets<T> {
  readonly topic: string;
  readonly partitions: readonly ({ readonly partition: number } & T)[];
}

export interface GroupCoordinator extends NodeConnection {
  joinGroup(request: JoinRequest): Promise<JoinAnswer>;
  syncGroup(
    request: MemberRequest & {
      readonly generationId: number;
      readonly groupAssignment: readonly { readonly memberId: string; readonly memberAssignment: Buffer }[];
    },
  ): Promise<{ readonly memberAssignment: Buffer }>;
  heartbeat(request: MemberRequest & { readonly groupGenerationId: number }): Promise<unknown>;
  leaveGroup(request: MemberRequest): Promise<unknown>;
  offsetFetch(request: {
    readonly groupId: string;
    readonly topics: readonly PartitionOffsets<object>[];
  }): Promise<{ readonly responses: readonly PartitionOffsets<{ readonly offset: string }>[] }>;
  offsetCommit(
    request: MemberRequest & {
      readonly groupGenerationId: number;
      readonly topics: readonly PartitionOffsets<{ readonly offset: string }>[];
    },
  ): Promise<unknown>;
}
