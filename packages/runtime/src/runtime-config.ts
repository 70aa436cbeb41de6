import { boolean, integer, list, oneOf, string, url } from "@tributary/config";

/** Variables every service understands; a service's own spec may override a default. */
export const runtimeConfig = {
  KAFKA_BROKERS: list("Addresses to find the cluster by, host:port", {
    default: ["127.0.0.1:9092"],
  }),
  KAFKA_TLS: boolean("Speak TLS to the brokers; the host name is always checked", { default: false }),
  KAFKA_TLS_CA_FILE: string("PEM file of the authority that signed the brokers' certificates", {
    optional: true,
  }),
  KAFKA_TLS_CERT_FILE: string("PEM file of the client certificate, for mutual TLS", { optional: true }),
  KAFKA_TLS_KEY_FILE: string("PEM file of the client certificate's key", { optional: true }),
  KAFKA_SASL_MECHANISM: oneOf(
    "How to log in to the brokers",
    ["plain", "scram-sha-256", "scram-sha-512"] as const,
    {
      optional: true,
    },
  ),
  KAFKA_SASL_USERNAME: string("Login name", { optional: true }),
  KAFKA_SASL_PASSWORD: string("Login password", { optional: true, secret: true }),
  SCHEMA_REGISTRY_URL: url("Confluent-compatible API of the schema registry", {
    default: "http://127.0.0.1:8081/apis/ccompat/v7",
  }),
  SCHEMA_REGISTRY_USERNAME: string("Login name at the registry", { optional: true }),
  SCHEMA_REGISTRY_PASSWORD: string("Login password at the registry", { optional: true, secret: true }),
  KAFKA_SESSION_TIMEOUT_MS: integer(
    "How long a group waits for a silent member before others get its partitions; the broker bounds it",
    { default: 10_000, minimum: 1_000, unit: "ms" },
  ),
  KAFKA_GROUP_INSTANCE_ID: string(
    "A name of this replica that survives restarts, unique in its group: static membership, no rebalance when it is back in time",
    { optional: true },
  ),
  STREAM_CHUNK_RECORDS: integer("Most records a consumer takes into one transaction or batch", {
    default: 2_000,
    minimum: 1,
    maximum: 100_000,
  }),
  SERVICE_VERSION: string("Which build this is; dead letters tell it", { default: "unversioned" }),
  HTTP_HOST: string("Address the service's API listens on", { default: "127.0.0.1" }),
  HTTP_PORT: integer("Port of the service's API; 0 takes a free one", {
    default: 8080,
    minimum: 0,
    maximum: 65535,
  }),
  OPS_HOST: string("Address of /livez, /readyz and /metrics", { default: "127.0.0.1" }),
  OPS_PORT: integer("Port of /livez, /readyz and /metrics; 0 takes a free one", {
    default: 9464,
    minimum: 0,
    maximum: 65535,
  }),
  LOG_LEVEL: oneOf("Least level that is logged", ["trace", "debug", "info", "warn", "error"] as const, {
    default: "info",
  }),
  SHUTDOWN_TIMEOUT_MS: integer("Time to finish the work in hand after SIGTERM before exiting non-zero", {
    default: 10_000,
    minimum: 100,
    unit: "ms",
  }),
};
