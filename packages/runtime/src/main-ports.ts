import { readFileSync } from "node:fs";
import type { KafkaConnection, RegistryOptions } from "@tributary/kafka";
import { openCodec, openKafkaBroker, openOperator } from "@tributary/kafka";
import type { Connecting, Ports } from "./room.ts";

/** The real outside world. The one place of a service that reads `process.env`. */
export function mainPorts(): Ports {
  return {
    // biome-ignore lint/style/noProcessEnv: the one place of a service that does
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    now: Date.now,
    // `connect` has the patience, and says at every try what it waits for.
    openBroker: (room) => openKafkaBroker({ ...connectionOf(room), openTimeoutMs: 0 }),
    openOperator: (room) => openOperator(connectionOf(room)),
    openCodec: ({ config, log, onRegistryCall }) =>
      openCodec({ ...registryOf(config), log, ...(onRegistryCall && { onCall: onRegistryCall }) }),
  };
}

/** How to reach the cluster, of the variables of every service. */
export function connectionOf({ name, config, log }: Connecting): KafkaConnection {
  return { clientId: name, brokers: config.KAFKA_BROKERS, log, ...tls(config), ...sasl(config) };
}

type Config = Connecting["config"];

/** How to reach the schema registry, of the variables of every service. */
export function registryOf(config: Config): RegistryOptions {
  const { SCHEMA_REGISTRY_USERNAME: username, SCHEMA_REGISTRY_PASSWORD: password = "" } = config;
  return {
    registryUrl: config.SCHEMA_REGISTRY_URL,
    ...(username !== undefined && { auth: { username, password } }),
  };
}

function tls(config: Config) {
  if (!config.KAFKA_TLS) return {};
  const ca = pem("KAFKA_TLS_CA_FILE", config);
  const cert = pem("KAFKA_TLS_CERT_FILE", config);
  const key = pem("KAFKA_TLS_KEY_FILE", config);
  return { tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } };
}

function pem(name: "KAFKA_TLS_CA_FILE" | "KAFKA_TLS_CERT_FILE" | "KAFKA_TLS_KEY_FILE", config: Config) {
  const path = config[name];
  return path === undefined ? undefined : readFileSync(path, "utf8");
}

const saslNames = {
  plain: "PLAIN",
  "scram-sha-256": "SCRAM-SHA-256",
  "scram-sha-512": "SCRAM-SHA-512",
} as const;

/** Name and password are there: `connectionFaults` has seen to it. */
function sasl(config: Config) {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username = "" } = config;
  if (mechanism === undefined) return {};
  return { sasl: { mechanism: saslNames[mechanism], username, password: config.KAFKA_SASL_PASSWORD ?? "" } };
}
