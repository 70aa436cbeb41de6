import type { Topic } from "@tributary/contracts";
import type { Encoder } from "@tributary/kafka";
import { DefinitionError } from "./definition-error.ts";
import type { Emit, Latest } from "./emit.ts";
import { LateLetter } from "./late-letter.ts";
import type { Poison } from "./poison.ts";
import { UnmadeLetter } from "./unmade-letter.ts";

/** An emit as it goes to the broker. */
export interface Letter {
  readonly topic: string;
  readonly key: string;
  /** Null retracts the key. */
  readonly value: Buffer | null;
  /** Of several in one transaction with the same key, only the newest need be sent. */
  readonly isCompacted: boolean;
  /** Of the value, or of the key of a retraction; what is likely where the value is yet to be made. */
  readonly bytes: number;
  /** Another to the same key will probably follow. */
  readonly isFleeting?: boolean;
}

export interface Output {
  // biome-ignore lint/suspicious/noExplicitAny: outputs of different values stand in one list.
  readonly topic: Topic<any>;
  readonly encoder: Encoder<unknown>;
}

interface OpenOutput extends Output {
  readonly isCompacted: boolean;
  /** Of its newest letter. */
  likelyBytes: number;
}

/** What a letter is taken for before the first of its topic is there. */
const unknownBytes = 1_000;

/** A transaction's batches hold 900,000 bytes, headers and framing included. */
export const maxRecordBytes = 880_000;

/** Turns emits into bytes, and holds them to their contracts. */
export class Outbox {
  readonly #service: string;
  readonly #outputs: ReadonlyMap<string, OpenOutput>;

  constructor(service: string, outputs: readonly Output[]) {
    this.#service = service;
    this.#outputs = new Map(
      outputs.map(({ topic, encoder }) => {
        const isCompacted = topic.cleanup.policy === "compact";
        return [topic.name, { topic, encoder, isCompacted, likelyBytes: unknownBytes }];
      }),
    );
  }

  /**
   * The emit in bytes, or why the record that caused it is to be buried. Throws a `DefinitionError` for a topic that is
   * not among the service's outputs, and for a retraction or a latest of one that is not compacted; and what `make` throws.
   */
  encode(emit: unknown): Letter | Poison {
    return this.#letter(emit, false);
  }

  /**
   * As `encode`, with the same answers to what is poison. But where another emit to the same key may take its place, and
   * its bytes can be counted without making them, they are made when the letter's value is first asked for. That of a
   * latest throws then what `encode` would answer.
   */
  draft(emit: unknown): Letter | Poison {
    return this.#letter(emit, true);
  }

  #letter(emit: unknown, isLate: boolean): Letter | Poison {
    const { topic: target, value, retracted, latest } = (emit ?? {}) as Partial<Emit>;
    if (typeof target?.name !== "string")
      return bad("not_an_emit", "an emit was not made by emit, emitLatest or retract");
    const output = this.#outputs.get(target.name);
    if (output === undefined) {
      const known = [...this.#outputs.keys()].join(", ") || "none";
      throw new DefinitionError(
        `${this.#service} emits to ${target.name}, which is not among its outputs (${known}): add it there`,
      );
    }
    if (retracted !== undefined) return this.#retraction(output.topic, retracted);
    return latest === undefined ? write(output, value, isLate) : this.#latest(output, latest, isLate);
  }

  #latest(output: OpenOutput, { key, make }: Latest, isLate: boolean): Letter | Poison {
    const { topic, likelyBytes } = output;
    if (!output.isCompacted)
      throw new DefinitionError(
        `${this.#service} emits the latest to ${topic.name}, which is not compacted: there nothing gives way to another`,
      );
    const made = () => {
      const letter = write(output, make(), false);
      if (isPoison(letter) || letter.key === key) return letter;
      return bad("emit_under_wrong_key", `${topic.name}: the key is ${letter.key}, and was to be ${key}`);
    };
    return isLate ? new UnmadeLetter({ topic: topic.name, key, bytes: likelyBytes }, made) : made();
  }

  #retraction(topic: Output["topic"], key: unknown): Letter | Poison {
    if (topic.cleanup.policy !== "compact")
      throw new DefinitionError(
        `${this.#service} retracts from ${topic.name}, which is not compacted: what is said there stays until it is too old`,
      );
    if (typeof key !== "string" || key === "")
      return bad("emit_without_key", `${topic.name}: the key to retract is ${key}`);
    return { topic: topic.name, key, value: null, isCompacted: true, bytes: key.length };
  }
}

function write(output: OpenOutput, given: unknown, isLate: boolean): Letter | Poison {
  const { topic, encoder, isCompacted } = output;
  let value: Buffer | null = null;
  let bytes: number | undefined;
  let key: string;
  try {
    const fault = topic.fault(given);
    if (fault !== undefined) {
      const { field, given: wrong, expected } = fault;
      return bad("emit_out_of_range", `${topic.name}: ${field} is ${String(wrong)}, expected ${expected}`);
    }
    key = topic.key(given);
    if (isLate && isCompacted) bytes = encoder.bytesOf?.(given);
    if (bytes === undefined) {
      value = encoder.encode(given);
      bytes = value.length;
    }
  } catch (error) {
    return bad("emit_unencodable", `${topic.name}: ${(error as Error)?.message ?? String(error)}`);
  }
  if (typeof key !== "string" || key === "")
    return bad("emit_without_key", `${topic.name}: the key is ${key}`);
  if (bytes + 3 * key.length > maxRecordBytes)
    return bad("emit_too_large", `${topic.name}: ${bytes} bytes, at most ${maxRecordBytes} are sent`);
  output.likelyBytes = bytes;
  const letter = { topic: topic.name, key, value, isCompacted, bytes };
  return value === null ? new LateLetter(letter, encoder, given) : letter;
}

export function isPoison(letter: Letter | Poison): letter is Poison {
  return "stage" in letter;
}

function bad(error: string, message: string): Poison {
  return { stage: "process", error, message };
}
