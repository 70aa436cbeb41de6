import { fileURLToPath } from "node:url";
import { load } from "@tributary/config";
import { connectionFaults } from "../src/connection-faults.ts";
import { runtimeConfig } from "../src/runtime-config.ts";

/** Names of the variables at fault, and what is said of them. */
const faults = (env: Record<string, string>) =>
  connectionFaults(load(runtimeConfig, env)).map(({ name, expected }) => `${name}: ${expected}`);
const here = fileURLToPath(import.meta.url);

test("the defaults are sound", () => {
  expect(faults({})).toEqual([]);
});

test("each broker that is no host:port is told", () => {
  expect(faults({ KAFKA_BROKERS: "a:9092,b,http://c:1,d:9093" })).toEqual([
    "KAFKA_BROKERS: host:port",
    "KAFKA_BROKERS: host:port",
  ]);
});

test("a mechanism needs a name and a password", () => {
  expect(faults({ KAFKA_SASL_MECHANISM: "scram-sha-512" })).toEqual([
    "KAFKA_SASL_USERNAME: a value, since KAFKA_SASL_MECHANISM is scram-sha-512",
    "KAFKA_SASL_PASSWORD: a value, since KAFKA_SASL_MECHANISM is scram-sha-512",
  ]);
});

test("a password is not sent in the clear", () => {
  const login = { KAFKA_SASL_USERNAME: "u", KAFKA_SASL_PASSWORD: "p" };
  expect(faults({ ...login, KAFKA_SASL_MECHANISM: "plain" })).toEqual([
    expect.stringMatching(/^KAFKA_SASL_MECHANISM: a SCRAM mechanism/),
  ]);
  expect(faults({ ...login, KAFKA_SASL_MECHANISM: "plain", KAFKA_TLS: "true" })).toEqual([]);
  expect(faults({ ...login, KAFKA_SASL_MECHANISM: "scram-sha-256" })).toEqual([]);
});

test("files of TLS are there to be read, and a certificate comes with its key", () => {
  expect(faults({ KAFKA_TLS: "true", KAFKA_TLS_CERT_FILE: here, KAFKA_TLS_CA_FILE: "/never/there" })).toEqual(
    [
      expect.stringMatching(/^KAFKA_TLS_KEY_FILE: a file, for a certificate needs its key/),
      "KAFKA_TLS_CA_FILE: a file this process can read",
    ],
  );
  expect(faults({ KAFKA_TLS: "true", KAFKA_TLS_CERT_FILE: here, KAFKA_TLS_KEY_FILE: here })).toEqual([]);
});

test("without TLS its files are not looked at", () => {
  expect(faults({ KAFKA_TLS_CA_FILE: "/never/there" })).toEqual([]);
});
