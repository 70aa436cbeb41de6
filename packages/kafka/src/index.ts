export type {
  Broker,
  ConnectionStatus,
  IncomingRecord,
  LogChunk,
  LogReader,
  OutgoingRecord,
  PartitionReading,
  Publisher,
  PublisherOptions,
  ReaderOptions,
  StartPosition,
} from "./broker.ts";
export { BrokerError, type BrokerErrorCode } from "./broker-error.ts";
export type { Codec, Decoded, Decoder, Encoder, UnreadableReason } from "./codec.ts";
export type {
  GroupChunk,
  GroupMember,
  GroupOptions,
  GroupWorker,
  Outcome,
  Tenure,
  TopicPartition,
} from "./group.ts";
export { type KafkaBrokerOptions, openKafkaBroker } from "./kafka-broker.ts";
export type { KafkaConnection, KafkaSasl, KafkaTls } from "./kafka-connection.ts";
export type { KafkaLog } from "./kafka-log.ts";
export { openOperator } from "./open-operator.ts";
export type { GroupDescription, Operator } from "./operator.ts";
export { type ProvisionOptions, type ProvisionReport, provision } from "./provisioning/provision.ts";
export type { ProvisionedTopic } from "./provisioning/topic-settings.ts";
export { partitionOf } from "./publishing/partition-of.ts";
export {
  type CodecOptions,
  type LocalCodecOptions,
  openCodec,
  openLocalCodec,
} from "./schemas/avro-codec.ts";
export { EncodingError } from "./schemas/avro-encoder.ts";
export { LocalRegistry, type RegistryWeather } from "./schemas/local-registry.ts";
export { RegistryError, type RegistryErrorCode } from "./schemas/registry-error.ts";
export type { RegistryOptions } from "./schemas/schema-registry.ts";
export { transactionSizes } from "./transactions/send-plan.ts";
export type { GroupOffset, TransactionRecord, Transactor, TransactorOptions } from "./transactor.ts";
export { type ClusterDescription, describeCluster, waitForBroker } from "./wait-for-broker.ts";
