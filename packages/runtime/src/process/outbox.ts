import type { Topic } from "@tributary/contracts";
import type { Encoder } from "@tributary/kafka";
import { DefinitionError } from "./definition-error.ts";
import type { Emit } from "./emit.ts";
import { LateLetter } from "./late-letter.ts";
import type { Poison } from "./poison.ts";

/** An emit as it goes to the broker. */
export interface Letter {
  readonly topic: string;
  readonly key: string;
  /** Null retracts the key. */
  readonly value: Buffer | null;
  /** Of several in one transaction with the same key, only the newest need be sent. */
  readonly isCompacted: boolean;
  /** Of the value, or of the key of a retraction. */
  readonly bytes: number;
}

export interface Output {
  // biome-ignore lint/suspicious/noExplicitAny: outputs of different values stand in one list.
  readonly topic: Topic<any>;
  readonly encoder: Encoder<unknown>;
}

/** A transaction's batches hold 900,000 bytes, headers and framing included. */
export const maxRecordBytes = 880_000;

/** Turns emits into bytes, and holds them to their contracts. */
export class Outbox {
  readonly #service: string;
  readonly #outputs: ReadonlyMap<string, Output>;

  constructor(service: string, outputs: readonly Output[]) {
    this.#service = service;
    this.#outputs = new Map(outputs.map((output) => [output.topic.name, output]));
  }

  /**
   * The emit in bytes, or why the record that caused it is to be buried. Throws a `DefinitionError` for a topic that is
   * not among the service's outputs, and for a retraction from one that is not compacted.
   */
  encode(emit: unknown): Letter | Poison {
    return this.#letter(emit, false);
  }

  /**
   * As `encode`, with the same answers to what is poison. But where another emit to the same key may take its place, and
   * its bytes can be counted without making them, they are made when the letter's value is first asked for.
   */
  draft(emit: unknown): Letter | Poison {
    return this.#letter(emit, true);
  }

  #letter(emit: unknown, isLate: boolean): Letter | Poison {
    const { topic: target, value: given, retracted } = (emit ?? {}) as Partial<Emit>;
    if (typeof target?.name !== "string")
      return bad("not_an_emit", "an emit was not made by emit(topic, value) or retract(topic, key)");
    const output = this.#outputs.get(target.name);
    if (output === undefined) {
      const known = [...this.#outputs.keys()].join(", ") || "none";
      throw new DefinitionError(
        `${this.#service} emits to ${target.name}, which is not among its outputs (${known}): add it there`,
      );
    }
    if (retracted !== undefined) return this.#retraction(output.topic, retracted);
    const { topic, encoder } = output;
    const isCompacted = topic.cleanup.policy === "compact";
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
    const letter = { topic: topic.name, key, value, isCompacted, bytes };
    return value === null ? new LateLetter(letter, encoder, given) : letter;
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

export function isPoison(letter: Letter | Poison): letter is Poison {
  return "stage" in letter;
}

function bad(error: string, message: string): Poison {
  return { stage: "process", error, message };
}
