import type { Encoder } from "@tributary/kafka";
import type { Letter } from "./outbox.ts";

/** An emit of which it is known that it can be encoded, and how long it will be: to be encoded only if it is sent. */
export class LateLetter implements Letter {
  readonly topic: string;
  readonly key: string;
  readonly bytes: number;
  readonly isCompacted = true;
  readonly #encoder: Encoder<unknown>;
  readonly #given: unknown;
  #value: Buffer | undefined;

  /** @param given frozen here, so that what is sent is what was emitted */
  constructor({ topic, key, bytes }: Letter, encoder: Encoder<unknown>, given: unknown) {
    this.topic = topic;
    this.key = key;
    this.bytes = bytes;
    this.#encoder = encoder;
    this.#given = Object.freeze(given);
  }

  /** Encoded when first asked for. Throws for what is no plain value, and reads otherwise than it did before. */
  get value(): Buffer {
    this.#value ??= this.#encoder.encode(this.#given);
    return this.#value;
  }
}
