import type { KafkaConfig, SASLOptions } from "kafkajs";
import { BrokerError } from "./broker-error.ts";
import type { KafkaLog } from "./kafka-log.ts";
import { Kafka, type KafkaClient, logLevel } from "./kafkajs/kafkajs.ts";
import { kafkajsLog } from "./kafkajs/kafkajs-log.ts";

/** Texts in PEM. The broker's host name is always checked against its certificate. */
export interface KafkaTls {
  /** Authorities to trust instead of the system's. */
  readonly ca?: string;
  /** Certificate and key by which the broker knows this client (mutual TLS). */
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaSasl {
  readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
  readonly username: string;
  readonly password: string;
  /** PLAIN sends the password as it is: without TLS it is refused unless this says so, for development only. */
  readonly allowPlainWithoutTls?: boolean;
}

export interface KafkaConnection {
  readonly clientId: string;
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** `{}` or true for TLS with the system's authorities. */
  readonly tls?: KafkaTls | true;
  readonly sasl?: KafkaSasl;
  readonly log: KafkaLog;
}

const hostAndPort = /^[^\s:]+:\d{1,5}$/;

function checked(connection: KafkaConnection): KafkaConnection {
  const { brokers, sasl, tls } = connection;
  if (brokers.length === 0) throw new BrokerError("misconfigured", "no broker given");
  for (const broker of brokers)
    if (!hostAndPort.test(broker))
      throw new BrokerError("misconfigured", `broker ${broker} is not host:port`);
  if (sasl?.mechanism === "PLAIN" && tls === undefined && sasl.allowPlainWithoutTls !== true)
    throw new BrokerError("misconfigured", "SASL PLAIN without TLS would send the password in the clear");
  if (tls !== undefined && tls !== true && (tls.cert === undefined) !== (tls.key === undefined))
    throw new BrokerError(
      "misconfigured",
      "a TLS client certificate needs its key, and a key its certificate",
    );
  return connection;
}

function sslOf(tls: KafkaTls | true): NonNullable<KafkaConfig["ssl"]> {
  const { ca, ...own } = tls === true ? {} : tls;
  return { ...own, ...(ca === undefined ? {} : { ca: [ca] }), rejectUnauthorized: true };
}

function saslOf({ mechanism, username, password }: KafkaSasl): SASLOptions {
  return { mechanism: mechanism.toLowerCase() as "plain", username, password };
}

/** A kafkajs client by the rules of this room: few and short inner retries, for the callers retry by their own. */
export function createClient(connection: KafkaConnection): KafkaClient {
  const { clientId, brokers, tls, sasl, log } = checked(connection);
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(tls === undefined ? {} : { ssl: sslOf(tls) }),
    ...(sasl === undefined ? {} : { sasl: saslOf(sasl) }),
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 },
    logLevel: logLevel.INFO,
    logCreator: kafkajsLog(log),
  });
}
