import type { Cluster, ClusterMetadata, NodeConnection } from "../kafkajs/kafkajs-internals.ts";

interface PartitionOffset {
  readonly partition: number;
  readonly offset: string;
}

/** A broker, as far as operating asks it for more than reading does. */
export interface OperatorNode extends NodeConnection {
  listGroups(): Promise<{
    readonly groups: readonly { readonly groupId: string; readonly protocolType: string }[];
  }>;
  /** With no topics: all that the group has committed; -1 where there is nothing. */
  offsetFetch(request: { readonly groupId: string; readonly topics: readonly [] }): Promise<{
    readonly responses: readonly {
      readonly topic: string;
      readonly partitions: readonly PartitionOffset[];
    }[];
  }>;
  deleteRecords(request: {
    readonly topics: readonly { readonly topic: string; readonly partitions: readonly PartitionOffset[] }[];
  }): Promise<object>;
}

/** The cluster without target topics: its metadata is then that of every topic, and a deleted one spoils nothing. */
export interface OperatorCluster extends Omit<Cluster, "findBroker" | "brokerPool"> {
  getNodeIds(): readonly string[];
  findBroker(node: { readonly nodeId: number | string }): Promise<OperatorNode>;
  findGroupCoordinator(of: { readonly groupId: string }): Promise<OperatorNode>;
  readonly brokerPool: Cluster["brokerPool"] & { readonly metadata: OperatorMetadata | null };
}

interface OperatorMetadata extends ClusterMetadata {
  readonly topicMetadata: readonly { readonly topic: string }[];
}
