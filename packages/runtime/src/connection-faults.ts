import { accessSync, constants } from "node:fs";
import type { ConfigFault, Values } from "@tributary/config";
import type { runtimeConfig } from "./runtime-config.ts";

type Config = Values<typeof runtimeConfig>;

const hostAndPort = /^[^\s:]+:\d{1,5}$/;

/** What is wrong with the variables of the broker taken together; each for itself is sound. */
export function connectionFaults(config: Config): ConfigFault[] {
  const strangers = config.KAFKA_BROKERS.filter((broker) => !hostAndPort.test(broker));
  const brokers = strangers.map((given) => ({
    name: "KAFKA_BROKERS",
    given,
    expected: "host:port",
    cure: "Correct or leave out this one.",
  }));
  return [...brokers, ...tlsFaults(config), ...saslFaults(config)];
}

function tlsFaults(config: Config): ConfigFault[] {
  if (!config.KAFKA_TLS) return [];
  const pair = ["KAFKA_TLS_CERT_FILE", "KAFKA_TLS_KEY_FILE"] as const;
  const oneOfTwo = pair.filter((name) => config[name] !== undefined).length === 1;
  const missing = pair.filter((name) => oneOfTwo && config[name] === undefined);
  const unreadable = (["KAFKA_TLS_CA_FILE", ...pair] as const).filter((name) => !isReadable(config[name]));
  return [
    ...missing.map((name) => ({
      name,
      given: undefined,
      expected: "a file, for a certificate needs its key and a key its certificate",
      cure: "Set both, or neither.",
    })),
    ...unreadable.map((name) => ({
      name,
      given: config[name],
      expected: "a file this process can read",
      cure: "Check the path and its rights.",
    })),
  ];
}

function isReadable(path: string | undefined): boolean {
  try {
    if (path !== undefined) accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function saslFaults(config: Config): ConfigFault[] {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_TLS: tls } = config;
  if (mechanism === undefined) return [];
  const names = ["KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD"] as const;
  const missing = names.filter((name) => config[name] === undefined);
  const inTheClear = mechanism === "plain" && !tls;
  return [
    ...missing.map((name) => ({
      name,
      given: undefined,
      expected: `a value, since KAFKA_SASL_MECHANISM is ${mechanism}`,
      cure: "Set it, or leave the mechanism out.",
    })),
    ...(inTheClear
      ? [
          {
            name: "KAFKA_SASL_MECHANISM",
            given: mechanism,
            expected: "a SCRAM mechanism, since plain without TLS sends the password in the clear",
            cure: "Use scram-sha-256 or scram-sha-512, or set KAFKA_TLS.",
          },
        ]
      : []),
  ];
}
