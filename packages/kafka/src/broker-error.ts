/** What went wrong with the broker, in one word that a caller can act on. */
export type BrokerErrorCode =
  | "unknown_topic" // the topic does not exist
  | "too_large" // the record is larger than the broker (or the buffer) takes
  | "invalid_record" // the broker refuses this record: no retry mends it
  | "not_authorized" // known to the broker, but not allowed
  | "authentication_failed" // user, password or mechanism refused
  | "tls_rejected" // the certificate of one side is not accepted by the other
  | "misconfigured" // the given options contradict each other
  | "conflict" // what exists differs from what was asked for
  | "expelled" // this member does not hold the partition any more
  | "fenced" // another has taken the transactional id
  | "closed" // used after close()
  | "unavailable"; // weather: not reachable, not ready, timed out

export class BrokerError extends Error {
  override readonly name = "BrokerError";
  readonly code: BrokerErrorCode;

  constructor(code: BrokerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const codeOfType: Readonly<Record<string, BrokerErrorCode>> = {
  TOPIC_AUTHORIZATION_FAILED: "not_authorized",
  GROUP_AUTHORIZATION_FAILED: "not_authorized",
  CLUSTER_AUTHORIZATION_FAILED: "not_authorized",
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: "not_authorized",
  SASL_AUTHENTICATION_FAILED: "authentication_failed",
  UNSUPPORTED_SASL_MECHANISM: "authentication_failed",
  MESSAGE_TOO_LARGE: "too_large",
  RECORD_LIST_TOO_LARGE: "too_large",
  INVALID_RECORD: "invalid_record",
  INVALID_TIMESTAMP: "invalid_record",
  UNKNOWN_TOPIC_OR_PARTITION: "unknown_topic",
  INVALID_TOPIC_EXCEPTION: "unknown_topic",
  // Another has taken the transactional id, or the broker has ended the transaction because it took too long.
  PRODUCER_FENCED: "fenced",
  INVALID_PRODUCER_EPOCH: "fenced",
  INVALID_PRODUCER_ID_MAPPING: "fenced",
  INVALID_TXN_STATE: "fenced",
  INVALID_TRANSACTION_TIMEOUT: "misconfigured",
  // The coordinator does not know this member, or the group has gone on without it.
  UNKNOWN_MEMBER_ID: "expelled",
  ILLEGAL_GENERATION: "expelled",
  // Another process uses this instance id; other clients use this group in another way.
  FENCED_INSTANCE_ID: "conflict",
  INCONSISTENT_GROUP_PROTOCOL: "conflict",
  INVALID_SESSION_TIMEOUT: "misconfigured",
  INVALID_GROUP_ID: "misconfigured",
};

/** Node's and OpenSSL's codes of a handshake that no retry mends. */
const tlsCode = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_)/;
/** kafkajs reports a connection that broke during SASL as a failed authentication. */
const brokenConnection = /closed connection|timed? ?out|ECONN|EPIPE|socket/i;

interface Caught {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** The innermost error: kafkajs wraps what it caught up to three times. */
export function rootCause(error: unknown): unknown {
  let inner = error as Caught | undefined;
  for (let depth = 0; depth < 8; depth++) {
    const next = (inner?.cause ?? inner?.errors?.[0]) as Caught | undefined;
    if (next === undefined || next === null || typeof next !== "object") break;
    inner = next;
  }
  return inner;
}

/** The broker's own name of the error, such as `OFFSET_OUT_OF_RANGE`. */
export function typeOf(error: unknown): string | undefined {
  const { type } = (rootCause(error) ?? {}) as Caught;
  return typeof type === "string" ? type : undefined;
}

/** `unavailable` for weather, and for everything unknown: trying again is the safe reading. */
export function codeOf(error: unknown): BrokerErrorCode {
  if (error instanceof BrokerError) return error.code;
  const root = (rootCause(error) ?? {}) as Caught;
  const known = codeOfType[typeOf(error) ?? ""];
  if (known !== undefined) return known;
  if (typeof root.code === "string" && tlsCode.test(root.code)) return "tls_rejected";
  if (root.name === "KafkaJSSASLAuthenticationError" && !brokenConnection.test(String(root.message)))
    return "authentication_failed";
  return "unavailable";
}

export function messageOf(error: unknown): string {
  const root = rootCause(error) as Caught | undefined;
  return typeof root?.message === "string" && root.message !== "" ? root.message : String(error);
}

/** Wraps what kafkajs threw; `doing` says what was tried, such as `open publisher of x`. */
export function toBrokerError(error: unknown, doing: string): BrokerError {
  if (error instanceof BrokerError) return error;
  return new BrokerError(codeOf(error), `${doing}: ${messageOf(error)}`, error);
}
