import { createClient, type KafkaConnection } from "../src/kafka-connection.ts";
import { silentLog } from "./silent-log.ts";

const plain: KafkaConnection = { clientId: "test", brokers: ["127.0.0.1:9092"], log: silentLog };
const sasl = { username: "bus-gps", password: "secret" } as const;

const misconfigured = expect.objectContaining({ name: "BrokerError", code: "misconfigured" });

test.each([
  ["no broker", { brokers: [] }],
  ["a broker without a port", { brokers: ["kafka"] }],
  ["a broker with a scheme", { brokers: ["http://kafka:9092"] }],
  ["SASL PLAIN without TLS", { sasl: { ...sasl, mechanism: "PLAIN" } }],
  ["a client certificate without its key", { tls: { cert: "-----BEGIN CERTIFICATE-----" } }],
  ["a client key without its certificate", { tls: { key: "-----BEGIN PRIVATE KEY-----" } }],
] as const)("%s is refused before anything connects", (_, options) => {
  expect(() => createClient({ ...plain, ...options })).toThrow(misconfigured);
});

test.each([
  ["no security", {}],
  ["SASL PLAIN over TLS", { tls: true, sasl: { ...sasl, mechanism: "PLAIN" } }],
  [
    "SASL PLAIN in the clear, when development asks for it",
    { sasl: { ...sasl, mechanism: "PLAIN", allowPlainWithoutTls: true } },
  ],
  ["SCRAM without TLS, which does not tell the password", { sasl: { ...sasl, mechanism: "SCRAM-SHA-512" } }],
] as const)("%s is accepted", (_, options) => {
  expect(() => createClient({ ...plain, ...options })).not.toThrow();
});
