import type { Topic } from "@tributary/contracts";
import type { Codec, Decoder } from "@tributary/kafka";
import type { DeadLetterDetail } from "../operations.ts";

type Attempt = DeadLetterDetail["decoded"];

/** Decodes as a consumer of the topic does today; a contract or schema made since may read what was poison once. */
export class DecodeAttempt {
  readonly #codec: Codec;
  // biome-ignore lint/suspicious/noExplicitAny: contracts of different values stand in one list.
  readonly #topics: ReadonlyMap<string, Topic<any>>;
  readonly #decoders = new Map<string, Decoder<unknown>>();

  // biome-ignore lint/suspicious/noExplicitAny: as above
  constructor(codec: Codec, topics: readonly Topic<any>[]) {
    this.#codec = codec;
    this.#topics = new Map(topics.map((topic) => [topic.name, topic]));
  }

  async of(topic: string, value: Buffer | null): Promise<Attempt> {
    const decoder = this.#decoder(topic);
    if (decoder === undefined)
      return {
        ok: false,
        reason: "no_contract",
        detail: `There is no contract of a topic named "${topic}".`,
      };
    let decoded = decoder.decode(value);
    if (decoded.ok === "pending") {
      await decoded.resolved;
      decoded = decoder.decode(value);
    }
    if (decoded.ok === "pending")
      return {
        ok: false,
        reason: "registry_away",
        detail: `The registry did not tell schema ${decoded.schemaId}: try again when it answers.`,
      };
    return decoded.ok ? { ok: true, json: JSON.stringify(decoded.value, undefined, 2) } : decoded;
  }

  #decoder(name: string): Decoder<unknown> | undefined {
    const known = this.#decoders.get(name);
    const topic = this.#topics.get(name);
    if (known !== undefined || topic === undefined) return known;
    const decoder = this.#codec.decoder(topic);
    this.#decoders.set(name, decoder);
    return decoder;
  }
}
