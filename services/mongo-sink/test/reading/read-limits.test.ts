import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { MongoNetworkError, MongoServerError } from "mongodb";
import { awayMessage, readLimits } from "../../src/reading/read-limits.ts";

test("a reader who has gone ends the read, which is no fault of the service", () => {
  const answer = new EventEmitter();
  const { signal } = readLimits(answer as unknown as ServerResponse);
  expect(signal.aborted).toBe(false);
  answer.emit("close");
  expect(signal.aborted).toBe(true);
  expect(awayMessage(signal.reason)).toMatch(/MongoDB does not answer/);
});

test("what MongoDB does not do for now is told; what it refuses, and faults of our own, are not", () => {
  expect(awayMessage(new MongoNetworkError("gone"))).toMatch(/it is away/);
  expect(awayMessage(new DOMException("late", "TimeoutError"))).toMatch(/it is away/);
  expect(awayMessage(new MongoServerError({ message: "bad query", code: 2 }))).toBeUndefined();
  expect(awayMessage(new TypeError("ours"))).toBeUndefined();
});
