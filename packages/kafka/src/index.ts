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
export { type KafkaBrokerOptions, openKafkaBroker } from "./kafka-broker.ts";
export type { KafkaConnection, KafkaSasl, KafkaTls } from "./kafka-connection.ts";
export type { KafkaLog } from "./kafka-log.ts";
export { type ProvisionOptions, type ProvisionReport, provision } from "./provisioning/provision.ts";
export type { ProvisionedTopic } from "./provisioning/topic-settings.ts";
export { type CodecOptions, openCodec } from "./schemas/avro-codec.ts";
export { EncodingError } from "./schemas/avro-encoder.ts";
export { RegistryError, type RegistryErrorCode } from "./schemas/registry-error.ts";
export type { RegistryOptions } from "./schemas/schema-registry.ts";
export { type ClusterDescription, describeCluster, waitForBroker } from "./wait-for-broker.ts";
