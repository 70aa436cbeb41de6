export { type CodecOptions, openCodec } from "./avro-codec.ts";
export { EncodingError } from "./avro-encoder.ts";
export type {
  Broker,
  ConnectionStatus,
  IncomingRecord,
  LogChunk,
  LogReader,
  OutgoingRecord,
  Publisher,
  PublisherOptions,
  ReaderOptions,
  StartPosition,
} from "./broker.ts";
export { BrokerError, type BrokerErrorCode } from "./broker-error.ts";
export type { Codec, Decoded, Decoder, Encoder, UnreadableReason } from "./codec.ts";
export { type KafkaBrokerOptions, openKafkaBroker, type SentBatch } from "./kafka-broker.ts";
export type { KafkaConnection, KafkaSasl, KafkaTls } from "./kafka-connection.ts";
export type { KafkaLog } from "./kafka-log.ts";
export { type ProvisionOptions, type ProvisionReport, provision } from "./provision.ts";
export { RegistryError, type RegistryErrorCode } from "./registry-error.ts";
export type { RegistryOptions } from "./schema-registry.ts";
export type { ProvisionedTopic } from "./topic-settings.ts";
export { type ClusterDescription, describeCluster, waitForBroker } from "./wait-for-broker.ts";
