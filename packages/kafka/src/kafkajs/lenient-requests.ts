import { kafkajsModules } from "./kafkajs.ts";
import type { Cluster, FetchedPartition, FetchRequest, NodeConnection } from "./kafkajs-internals.ts";

/** A request with what makes sense of its answer. */
interface Exchange {
  readonly response: { readonly parse: (answer: unknown) => Promise<unknown> };
}

interface LookingUp extends NodeConnection {
  lookupRequest(apiKey: number, versions: object): (request: object) => Exchange;
  disconnect(): Promise<void>;
  metadata(topics?: readonly string[]): Promise<unknown>;
}

interface Metadata {
  readonly topicMetadata: readonly { readonly topicErrorCode: number }[];
}

/** What the broker says of one partition: its records, or an error of its own. */
export interface PartitionAnswer extends FetchedPartition {
  readonly topic: string;
  /** As kafkajs would have thrown it. */
  readonly error: Error | undefined;
}

const apiKeys = kafkajsModules.read("src/protocol/requests/apiKeys.js") as Record<string, number>;
const { requests } = kafkajsModules.read("src/protocol/requests/index.js") as {
  readonly requests: Record<string, object>;
};
const { createErrorFromCode } = kafkajsModules.read("src/protocol/error.js") as {
  createErrorFromCode(code: number): Error;
};

function errorOf(code: number): Error | undefined {
  return code === 0 ? undefined : createErrorFromCode(code);
}

async function exchange<T>(
  broker: LookingUp,
  api: "Fetch" | "Metadata",
  request: object,
  parse: (answer: T) => Promise<T>,
): Promise<T> {
  const { response, ...rest } = broker.lookupRequest(
    apiKeys[api] as number,
    requests[api] as object,
  )(request);
  try {
    return (await broker.connectionPool.send({ ...rest, response: { ...response, parse } })) as T;
  } catch (error) {
    if ((error as Error).name === "KafkaJSConnectionClosedError") await broker.disconnect();
    throw error;
  }
}

interface FetchAnswer {
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly (FetchedPartition & { readonly errorCode: number })[];
  }[];
}

/** Why: kafkajs throws away all of an answer when one partition of it has an error, such as a leader that moved. */
export async function fetchEach(broker: NodeConnection, request: FetchRequest): Promise<PartitionAnswer[]> {
  const { responses } = await exchange<FetchAnswer>(
    broker as LookingUp,
    "Fetch",
    request,
    async (answer) => answer,
  );
  return responses.flatMap(({ topicName, partitions }) =>
    partitions.map((partition) => ({ ...partition, topic: topicName, error: errorOf(partition.errorCode) })),
  );
}

/** Why: kafkajs fails to learn of any partition while one has no leader. With this, that one's leader is −1. */
export function allowLeaderless(cluster: Cluster): Cluster {
  const pool = cluster.brokerPool as unknown as { createBroker(options: object): LookingUp };
  const create = pool.createBroker;
  pool.createBroker = (options) => {
    const broker = create(options);
    broker.metadata = (topics = []) =>
      exchange<Metadata>(broker, "Metadata", { topics, allowAutoTopicCreation: false }, refuseUnknownTopics);
    return broker;
  };
  return cluster;
}

async function refuseUnknownTopics(metadata: Metadata): Promise<Metadata> {
  for (const { topicErrorCode } of metadata.topicMetadata) {
    const error = errorOf(topicErrorCode);
    if (error !== undefined) throw error;
  }
  return metadata;
}
