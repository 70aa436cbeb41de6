import fc from "fast-check";
import {
  type DeadLetter,
  deadLetterHeaders,
  deadLetterOf,
  originalHeaders,
  resendingHeaders,
  resendingOf,
} from "../src/index.ts";

/** As the broker hands headers over. */
const received = (headers: Record<string, string>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));

const letter: DeadLetter = {
  topic: "aviation.flight.v1",
  partition: 3,
  offset: 41_712,
  timestamp: 1_790_000_000_123,
  group: "flights-per-airline",
  service: "flights-per-airline",
  version: "1.4.0",
  stage: "process",
  error: "TypeError",
  message: "Cannot read properties of undefined (reading 'airline')",
  attempts: 2,
  firstSeen: 1_789_999_000_000,
};

const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const name = fc.string({ minLength: 1, unit: "grapheme" });
const letters: fc.Arbitrary<DeadLetter> = fc.record({
  topic: name,
  partition: fc.nat(10_000),
  offset: whole,
  timestamp: whole,
  group: name,
  service: name,
  version: name,
  stage: fc.constantFrom("decode", "validate", "process", "sink"),
  error: fc.string({ unit: "grapheme", maxLength: 10 }).filter((error) => Buffer.byteLength(error) <= 128),
  message: fc
    .string({ unit: "grapheme", maxLength: 200 })
    .filter((words) => Buffer.byteLength(words) <= 1_024),
  attempts: whole,
  firstSeen: whole,
});

test("the headers have the names the operators know", () => {
  expect(deadLetterHeaders(letter)).toEqual({
    "dlq-topic": "aviation.flight.v1",
    "dlq-partition": "3",
    "dlq-offset": "41712",
    "dlq-timestamp": "1790000000123",
    "dlq-group": "flights-per-airline",
    "dlq-service": "flights-per-airline",
    "dlq-version": "1.4.0",
    "dlq-stage": "process",
    "dlq-error": "TypeError",
    "dlq-message": "Cannot read properties of undefined (reading 'airline')",
    "dlq-attempts": "2",
    "dlq-first-seen": "1789999000000",
  });
});

test("what is written into headers is what is read from them", () => {
  fc.assert(
    fc.property(letters, (given) => {
      expect(deadLetterOf(received(deadLetterHeaders(given)))).toEqual(given);
    }),
  );
});

test("a message is cut to 1,024 bytes and never within a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 300, maxLength: 1_500 }), (message) => {
      const written = deadLetterHeaders({ ...letter, message })["dlq-message"] ?? "";
      expect(message.startsWith(written)).toBe(true);
      expect(Buffer.byteLength(written)).toBeLessThanOrEqual(1_024);
      const rest = [...message.slice(written.length)];
      const oneMore = written + (rest[0] ?? "");
      expect(rest.length === 0 || Buffer.byteLength(oneMore) > 1_024).toBe(true);
      expect(received({ written }).written?.toString()).toBe(written);
    }),
  );
});

test("four bytes that do not fit any more are left out whole, and so is half a pair", () => {
  const written = (message: string) => deadLetterHeaders({ ...letter, message })["dlq-message"];
  expect(written(`${"x".repeat(1_021)}🚌`)).toBe("x".repeat(1_021));
  expect(written(`${"x".repeat(1_020)}🚌`)).toBe(`${"x".repeat(1_020)}🚌`);
  expect(written("bus \ud83d")).toBe("bus \ufffd");
});

test("an error is cut to 128 bytes: a class name may be of any length", () => {
  expect(deadLetterHeaders({ ...letter, error: "é".repeat(100) })["dlq-error"]).toBe("é".repeat(64));
});

test("a record that does not say where its original was, or whose it is, is no dead letter", () => {
  for (const missing of ["dlq-topic", "dlq-partition", "dlq-offset", "dlq-group"]) {
    const { [missing]: _, ...rest } = received(deadLetterHeaders(letter));
    expect(deadLetterOf(rest)).toBeUndefined();
  }
  expect(deadLetterOf({})).toBeUndefined();
  expect(
    deadLetterOf({ ...received(deadLetterHeaders(letter)), "dlq-offset": Buffer.from("-1") }),
  ).toBeUndefined();
});

test("a dead letter with the least of headers is still one", () => {
  const least = received({ "dlq-topic": "t", "dlq-partition": "0", "dlq-offset": "7", "dlq-group": "g" });
  expect(deadLetterOf({ ...least, "dlq-timestamp": Buffer.from("99") })).toEqual({
    topic: "t",
    partition: 0,
    offset: 7,
    timestamp: 99,
    group: "g",
    service: "g",
    version: "unversioned",
    stage: "process",
    error: "unknown",
    message: "",
    attempts: 1,
    firstSeen: 99,
  });
});

test("reading headers of any bytes never throws", () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((values) => Buffer.from(values));
  const names = fc.constantFrom(...Object.keys(deadLetterHeaders(letter)), "traceparent");
  fc.assert(
    fc.property(fc.dictionary(names, bytes), (headers) => {
      deadLetterOf(headers);
      resendingOf(headers);
    }),
  );
});

test("a record sent again is no dead letter, and carries its group and history", () => {
  const resending = { group: "flights-per-airline", attempts: 2, firstSeen: 1_789_999_000_000 };
  const headers = received(resendingHeaders(resending));
  expect(resendingOf(headers)).toEqual(resending);
  expect(deadLetterOf(headers)).toBeUndefined();
  expect(resendingOf({ traceparent: Buffer.from("00-1-2-00") })).toBeUndefined();
});

test("a history that cannot be read is none", () => {
  expect(resendingOf(received({ "dlq-group": "g", "dlq-attempts": "many" }))).toEqual({ group: "g" });
});

test("the original's own headers come back without ours, byte by byte", () => {
  const own = { traceparent: Buffer.from([0, 255, 1]) };
  expect(originalHeaders({ ...own, ...received(deadLetterHeaders(letter)) })).toEqual(own);
});
