import type { Letter } from "./outbox.ts";
import type { Poison } from "./poison.ts";

/** An emit whose value is made when it is sent. */
export class UnmadeLetter implements Letter {
  readonly topic: string;
  readonly key: string;
  readonly bytes: number;
  readonly isCompacted = true;
  readonly isFleeting = true;
  #make: (() => Letter | Poison) | undefined;
  #value: Buffer | null = null;

  constructor({ topic, key, bytes }: Pick<Letter, "topic" | "key" | "bytes">, make: () => Letter | Poison) {
    this.topic = topic;
    this.key = key;
    this.bytes = bytes;
    this.#make = make;
  }

  /** Made when first asked for. Throws what making it throws, and for what must not be sent. */
  get value(): Buffer | null {
    if (this.#make === undefined) return this.#value;
    const made = this.#make();
    if ("stage" in made) throw new Error(made.message);
    this.#make = undefined;
    this.#value = made.value;
    return made.value;
  }
}
