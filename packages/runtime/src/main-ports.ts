import { readFileSync } from "node:fs";
import { ConfigError } from "@tributary/config";
import { openCodec, openKafkaBroker } from "@tributary/kafka";
import type { Connecting, Ports } from "./room.ts";

/** The real outside world. The one place of a service that reads `process.env`. */
export function mainPorts(): Ports {
  return {
    // biome-ignore lint/style/noProcessEnv: the one place of a service that does
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    now: Date.now,
    openBroker: (room) =>
      openKafkaBroker({
        clientId: room.name,
        brokers: room.config.KAFKA_BROKERS,
        log: room.log,
        ...tls(room.config),
        ...sasl(room.config),
      }),
    openCodec: ({ config, log }) =>
      openCodec({
        registryUrl: config.SCHEMA_REGISTRY_URL,
        log,
        ...(config.SCHEMA_REGISTRY_USERNAME !== undefined && {
          auth: {
            username: config.SCHEMA_REGISTRY_USERNAME,
            password: config.SCHEMA_REGISTRY_PASSWORD ?? "",
          },
        }),
      }),
  };
}

type Config = Connecting["config"];

function tls(config: Config) {
  if (!config.KAFKA_TLS) return {};
  const ca = pem("KAFKA_TLS_CA_FILE", config);
  const cert = pem("KAFKA_TLS_CERT_FILE", config);
  const key = pem("KAFKA_TLS_KEY_FILE", config);
  return { tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } };
}

function pem(name: "KAFKA_TLS_CA_FILE" | "KAFKA_TLS_CERT_FILE" | "KAFKA_TLS_KEY_FILE", config: Config) {
  const path = config[name];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    const cure = "Check the path and its rights.";
    throw new ConfigError([{ name, given: path, expected: "a file this process can read", cure }]);
  }
}

const saslNames = {
  plain: "PLAIN",
  "scram-sha-256": "SCRAM-SHA-256",
  "scram-sha-512": "SCRAM-SHA-512",
} as const;

function sasl(config: Config) {
  const { KAFKA_SASL_MECHANISM: mechanism } = config;
  if (mechanism === undefined) return {};
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = config;
  if (username === undefined || password === undefined) {
    throw new ConfigError([
      {
        name: username === undefined ? "KAFKA_SASL_USERNAME" : "KAFKA_SASL_PASSWORD",
        given: "",
        expected: `a value, since KAFKA_SASL_MECHANISM is ${mechanism}`,
        cure: "Set it, or leave the mechanism out.",
      },
    ]);
  }
  return { sasl: { mechanism: saslNames[mechanism], username, password } };
}
