import { BrokerError } from "../src/broker-error.ts";
import { failureFields } from "../src/failure-fields.ts";

test("what the network did is told in its own words, once, without a stack", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9092"), { code: "ECONNREFUSED" });
  const wrapped = Object.assign(new Error(`Connection error: ${refused.message}`), {
    name: "KafkaJSConnectionError",
    cause: refused,
  });
  const error = new BrokerError("unavailable", `connect to read t: ${wrapped.message}`, wrapped);
  expect(failureFields(error)).toEqual({ reason: "connect ECONNREFUSED 127.0.0.1:9092" });
});

test("what kafkajs said itself is told without a stack", () => {
  const timedOut = Object.assign(new Error("Request Fetch(key: 1, version: 11) timed out"), {
    name: "KafkaJSRequestTimeoutError",
  });
  expect(failureFields(timedOut)).toEqual({ reason: "Request Fetch(key: 1, version: 11) timed out" });
});

test("what may be a fault of ours keeps its stack", () => {
  const ours = new TypeError("cannot read properties of undefined");
  expect(failureFields(ours)).toEqual({ err: ours });
});
