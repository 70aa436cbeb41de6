import { BrokerError, codeOf, toBrokerError } from "../src/broker-error.ts";

function kafkajsError(name: string, fields: object): Error {
  return Object.assign(new Error("said so"), { name, ...fields });
}

const nested = (inner: Error) =>
  kafkajsError("KafkaJSNumberOfRetriesExceeded", {
    retriable: false,
    cause: kafkajsError("KafkaJSError", { cause: inner }),
  });

test.each([
  [
    "a topic one may not touch",
    kafkajsError("KafkaJSProtocolError", { type: "TOPIC_AUTHORIZATION_FAILED" }),
    "not_authorized",
  ],
  ["a refused password", kafkajsError("KafkaJSSASLAuthenticationError", {}), "authentication_failed"],
  ["a record too large", kafkajsError("KafkaJSProtocolError", { type: "MESSAGE_TOO_LARGE" }), "too_large"],
  [
    "an untrusted certificate",
    kafkajsError("KafkaJSConnectionError", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
    "tls_rejected",
  ],
  [
    "another host's certificate",
    kafkajsError("KafkaJSConnectionError", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }),
    "tls_rejected",
  ],
  ["a refused connection", kafkajsError("KafkaJSConnectionError", { code: "ECONNREFUSED" }), "unavailable"],
  ["a bug in kafkajs", new TypeError("undefined is not a function"), "unavailable"],
  ["something that is no error", "broken", "unavailable"],
] as const)("%s has its own code", (_, error, code) => {
  expect(codeOf(error)).toBe(code);
});

test("what lies within nested retries decides", () => {
  expect(codeOf(nested(kafkajsError("KafkaJSProtocolError", { type: "UNKNOWN_TOPIC_OR_PARTITION" })))).toBe(
    "unknown_topic",
  );
});

test("a connection that broke while authenticating is weather, not a wrong password", () => {
  const broken = kafkajsError("KafkaJSSASLAuthenticationError", {});
  broken.message = "SASL PLAIN authentication failed: Closed connection";

  expect(codeOf(broken)).toBe("unavailable");
});

test("the message says what was tried and the innermost reason, and the cause is kept", () => {
  const inner = new Error("connect ECONNREFUSED 127.0.0.1:9092");
  const outer = nested(inner);

  const error = toBrokerError(outer, "open a reader of positions");

  expect(error).toBeInstanceOf(BrokerError);
  expect(error.message).toBe("open a reader of positions: connect ECONNREFUSED 127.0.0.1:9092");
  expect(error.cause).toBe(outer);
  expect(toBrokerError(error, "again")).toBe(error);
});
