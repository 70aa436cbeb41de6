import type { DeadLetter, DeadLetterStage } from "./dead-letter.ts";

type Headers = Readonly<Record<string, Buffer>>;

/** Every header of ours begins with it; what else a record carries is its producer's. */
const prefix = "dlq-";
const maxMessageBytes = 1_024;
const maxErrorBytes = 128;
const stages: readonly string[] = ["decode", "validate", "process", "sink"] satisfies DeadLetterStage[];

/**
 * Headers of a dead letter, all as text: numbers in decimal, instants in milliseconds since the epoch. The message is
 * cut to 1,024 bytes of UTF-8 and the error to 128, never within a character.
 */
export function deadLetterHeaders(letter: DeadLetter): Record<string, string> {
  return {
    "dlq-topic": letter.topic,
    "dlq-partition": String(letter.partition),
    "dlq-offset": String(letter.offset),
    "dlq-timestamp": String(letter.timestamp),
    "dlq-group": letter.group,
    "dlq-service": letter.service,
    "dlq-version": letter.version,
    "dlq-stage": letter.stage,
    "dlq-error": cut(letter.error, maxErrorBytes),
    "dlq-message": cut(letter.message, maxMessageBytes),
    "dlq-attempts": String(letter.attempts),
    "dlq-first-seen": String(letter.firstSeen),
  };
}

/**
 * What the headers of a record in `<group>.dlq` say, or undefined when they do not tell where the original was and
 * whose dead letter it is. What else is missing or unreadable gets the least it can mean: the group for the service,
 * `process` for the stage, one attempt, first seen when it was appended.
 */
export function deadLetterOf(headers: Headers): DeadLetter | undefined {
  const topic = text(headers, "topic");
  const partition = count(headers, "partition");
  const offset = count(headers, "offset");
  const group = text(headers, "group");
  if (topic === undefined || partition === undefined || offset === undefined || group === undefined)
    return undefined;
  const timestamp = count(headers, "timestamp") ?? 0;
  return {
    topic,
    partition,
    offset,
    timestamp,
    group,
    service: text(headers, "service") ?? group,
    version: text(headers, "version") ?? "unversioned",
    stage: stageOf(text(headers, "stage")),
    error: text(headers, "error") ?? "unknown",
    message: text(headers, "message") ?? "",
    attempts: count(headers, "attempts") ?? 1,
    firstSeen: count(headers, "first-seen") ?? timestamp,
  };
}

/** What a record sent again tells its consumers: for which group it is, and its history there. */
export interface Resending {
  /** Every other group skips the record. */
  readonly group: string;
  /** How often that group has buried it. */
  readonly attempts: number;
  /** When for the first time, milliseconds since the epoch. */
  readonly firstSeen: number;
}

/** Headers of a record that is sent to its topic again, beside those of `originalHeaders`. */
export function resendingHeaders({ group, attempts, firstSeen }: Resending): Record<string, string> {
  return {
    "dlq-group": group,
    "dlq-attempts": String(attempts),
    "dlq-first-seen": String(firstSeen),
  };
}

/** Undefined for a record that nobody has sent again. A history that cannot be read is none. */
export function resendingOf(headers: Headers): (Partial<Resending> & Pick<Resending, "group">) | undefined {
  const group = text(headers, "group");
  if (group === undefined) return undefined;
  const attempts = count(headers, "attempts");
  const firstSeen = count(headers, "first-seen");
  return {
    group,
    ...(attempts !== undefined && { attempts }),
    ...(firstSeen !== undefined && { firstSeen }),
  };
}

/** The headers a record had before anyone buried it. */
export function originalHeaders(headers: Headers): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(prefix)));
}

/** The longest beginning of at most so many bytes of UTF-8; half a surrogate pair becomes U+FFFD. */
function cut(words: string, maxBytes: number): string {
  const wellFormed = words.toWellFormed();
  const { read } = new TextEncoder().encodeInto(wellFormed, new Uint8Array(maxBytes));
  return wellFormed.slice(0, read);
}

function text(headers: Headers, name: string): string | undefined {
  return headers[prefix + name]?.toString("utf8");
}

function count(headers: Headers, name: string): number | undefined {
  const digits = text(headers, name) ?? "";
  const number = /^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function stageOf(word: string | undefined): DeadLetterStage {
  return word !== undefined && stages.includes(word) ? (word as DeadLetterStage) : "process";
}
