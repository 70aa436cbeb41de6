import type * as KafkaJS from "kafkajs";
import { type DescribedGroup, describeGroupsRequest } from "../operating/describe-groups-request.ts";
import type { GroupDescription } from "../operator.ts";
import { patchConnectionPool } from "../patches/connection-pool.ts";
import { patchFetchedBatches } from "../patches/fetched-batches.ts";
import { patchGroupMessages } from "../patches/group-messages.ts";
import { patchLeaderlessPartitions } from "../patches/leaderless-partitions.ts";
import { patchProduceRequest } from "../patches/produce-request.ts";
import { patchRequestQueue } from "../patches/request-queue.ts";
import { patchSendMessages } from "../patches/send-messages.ts";
import { patchStaticMembership } from "../patches/static-membership.ts";
import type {
  Cluster,
  EosManager,
  KafkajsLogger,
  NodeConnection,
  TransactionManager,
} from "./kafkajs-internals.ts";
import { KafkajsModules } from "./kafkajs-modules.ts";
import { metadataApiKey, topicIdRequest, topicIdVersion } from "./topic-id-request.ts";

const supportedVersion = "2.2.4";
/** About 0.3 s in all: whoever asked then tries again with a new connection. */
const transactionRetry = { initialRetryTime: 20, maxRetryTime: 200, retries: 4 };

/** All patches reach into kafkajs's files; with another version nobody knows what they would do. */
export function assertSupported(version: string): void {
  if (version !== supportedVersion)
    throw new Error(
      `kafkajs must be ${supportedVersion} exactly, which the patches are made for; found ${version}`,
    );
}

export function applyPatches(modules: KafkajsModules): void {
  assertSupported(modules.version);
  patchLeaderlessPartitions(modules);
  patchFetchedBatches(modules);
  patchRequestQueue(modules);
  patchGroupMessages(modules);
  patchSendMessages(modules);
  patchStaticMembership(modules);
  patchConnectionPool(modules);
  patchProduceRequest(modules);
}

const modules = new KafkajsModules();
applyPatches(modules);
/** The patched copy, for the files beside this one. */
export const kafkajsModules: KafkajsModules = modules;
const library = modules.read("index.js") as typeof KafkaJS;

export const { Kafka, logLevel, Partitioners, ConfigResourceTypes } = library;
export type KafkaClient = KafkaJS.Kafka;

/** Why: a group-less reader needs the cluster, which kafkajs keeps behind a private symbol. */
export function createCluster(client: KafkaClient): Cluster {
  const inner = client as unknown as Record<symbol, (options: object) => Cluster>;
  const symbol = Object.getOwnPropertySymbols(client).find((name) =>
    name.description?.endsWith(":createCluster"),
  );
  const create = symbol === undefined ? undefined : inner[symbol];
  if (create === undefined) throw new Error("kafkajs hides its cluster elsewhere than in 2.2.4");
  return create({
    metadataMaxAge: 60_000,
    allowAutoTopicCreation: false,
    maxInFlightRequests: null,
    instrumentationEmitter: null,
    isolationLevel: 1,
  });
}

/** Why: the publisher retries by its own rules, and kafkajs's producer has no seam for that. */
export function createIdempotence(cluster: Cluster, logger: KafkajsLogger): EosManager {
  return modules.read("src/producer/eosManager/index.js")({ logger, cluster, transactional: false });
}

export interface TransactionManagerOptions {
  readonly cluster: Cluster;
  readonly logger: KafkajsLogger;
  readonly transactionalId: string;
  readonly transactionTimeout: number;
}

/** Why: kafkajs's producer does not fence before its first transaction, and hides its retries. */
export function createTransactionManager(options: TransactionManagerOptions): TransactionManager {
  // It takes its pauses from the cluster, which does not have them: otherwise 0.3 s before the first retry.
  const cluster = Object.assign(options.cluster, { retry: transactionRetry });
  return modules.read("src/producer/eosManager/index.js")({ ...options, cluster, transactional: true });
}

/** Why: only the topic's id tells a topic from one that was deleted and made again under its name. */
export async function fetchTopicId(broker: NodeConnection, topic: string): Promise<string> {
  const supported = broker.versions?.[metadataApiKey]?.maxVersion ?? 0;
  if (supported < topicIdVersion) return "";
  const Decoder = modules.read("src/protocol/decoder.js");
  const Encoder = modules.read("src/protocol/encoder.js");
  return (await broker.connectionPool.send(topicIdRequest(topic, { Decoder, Encoder }))) as string;
}

/** Why: kafkajs's own request does not tell which member is static. `groups` share the coordinator that is asked. */
export async function describeGroups(
  coordinator: NodeConnection,
  groups: readonly string[],
): Promise<readonly GroupDescription[]> {
  const Decoder = modules.read("src/protocol/decoder.js");
  const Encoder = modules.read("src/protocol/encoder.js");
  const request = describeGroupsRequest(groups, { Decoder, Encoder });
  const described = (await coordinator.connectionPool.send(request)) as readonly DescribedGroup[];
  return described.map(({ errorCode, ...group }) => {
    if (errorCode !== 0) throw modules.read("src/protocol/error.js").createErrorFromCode(errorCode);
    return group;
  });
}
