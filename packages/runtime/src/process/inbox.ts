import { resendingOf, type Topic } from "@tributary/contracts";
import type { Codec, Decoder, GroupChunk, IncomingRecord, RegistryError } from "@tributary/kafka";
import type { Entry } from "./entry.ts";
import { type Poison, poisonOf } from "./poison.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import type { Inbox } from "./workshop.ts";

export interface InboxOptions {
  /** Records sent again for another group are not ours. */
  readonly group: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of different values stand in one list.
  readonly inputs: readonly Topic<any>[];
  readonly codec: Pick<Codec, "decoder">;
  readonly metrics: Pick<ProcessMetrics, "skipped" | "eventTimeLag">;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
}

interface Input {
  readonly topic: Topic<unknown>;
  readonly decoder: Decoder<unknown>;
}

/** Decodes records and holds them to their contract: known schema, in range, under the key the contract gives them. */
export class ContractInbox implements Inbox {
  readonly #options: InboxOptions;
  readonly #inputs: ReadonlyMap<string, Input>;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#inputs = new Map(
      options.inputs.map((topic) => [topic.name, { topic, decoder: options.codec.decoder(topic) }]),
    );
  }

  async read(
    chunk: Pick<GroupChunk, "topic">,
    records: readonly IncomingRecord[],
  ): Promise<readonly Entry<unknown>[] | undefined> {
    const entries = await this.reread(chunk, records);
    if (entries !== undefined) this.#observe(this.#input(chunk.topic).topic, entries);
    return entries;
  }

  async reread(
    { topic }: Pick<GroupChunk, "topic">,
    records: readonly IncomingRecord[],
  ): Promise<readonly Entry<unknown>[] | undefined> {
    const input = this.#input(topic);
    const entries: Entry<unknown>[] = [];
    for (const record of records) {
      let entry = this.#entry(input, record);
      if (entry instanceof PendingSchema) {
        await entry.resolved;
        entry = this.#entry(input, record);
        if (entry instanceof PendingSchema && entry.refusal !== undefined) throw entry.refusal;
        if (entry instanceof PendingSchema) return undefined;
      }
      entries.push(entry);
    }
    return entries;
  }

  #input(topic: string): Input {
    const input = this.#inputs.get(topic);
    if (input === undefined) throw new Error(`${topic} is not an input of ${this.#options.group}`);
    return input;
  }

  #entry(input: Input, record: IncomingRecord): Entry<unknown> | PendingSchema {
    // Most records carry no header at all, and looking for one must cost them nothing.
    const group = "dlq-group" in record.headers ? resendingOf(record.headers)?.group : undefined;
    if (group !== undefined && group !== this.#options.group)
      return { record, skipped: "resent_to_another_group" };
    if (record.value === null) return { record, skipped: "tombstone" };
    try {
      return decoded(input, record);
    } catch (error) {
      // The contract's own functions stumbled over the value.
      return { record, poison: { ...poisonOf(error), stage: "validate" } };
    }
  }

  #observe(topic: Topic<unknown>, entries: readonly Entry<unknown>[]): void {
    const { metrics, now } = this.#options;
    const labels = { messaging_destination_name: topic.name };
    let newest: unknown;
    for (const entry of entries) {
      if (entry.message !== undefined) newest = entry.message.value;
      else if (entry.poison === undefined) metrics.skipped.inc({ ...labels, reason: entry.skipped });
    }
    if (newest !== undefined) metrics.eventTimeLag.set(labels, (now() - topic.eventTime(newest)) / 1000);
  }
}

class PendingSchema {
  readonly resolved: Promise<void>;
  readonly refusal: RegistryError | undefined;

  constructor(resolved: Promise<void>, refusal?: RegistryError) {
    this.resolved = resolved;
    this.refusal = refusal;
  }
}

function decoded({ topic, decoder }: Input, record: IncomingRecord): Entry<unknown> | PendingSchema {
  const { key: keyBytes, partition, offset, timestamp: appendedAt } = record;
  const found = decoder.decode(record.value);
  if (found.ok === "pending") return new PendingSchema(found.resolved, found.refusal);
  if (!found.ok) {
    const stage = found.reason === "out_of_range" ? "validate" : "decode";
    return { record, poison: { stage, error: found.reason, message: found.detail } };
  }
  if (keyBytes === null || keyBytes.length === 0) return { record, poison: invalid("no_key", "no key") };
  const { value } = found;
  const key = topic.key(value);
  if (!says(keyBytes, key)) {
    const given = keyBytes.toString();
    const message = `the key is ${JSON.stringify(given)}, the contract's ${JSON.stringify(key)}`;
    return { record, poison: invalid("wrong_key", message) };
  }
  return { record, message: { topic: topic.name, partition, offset, key, value, appendedAt } };
}

/** Nearly all keys are ASCII and right, which is told without making a text of their bytes. */
function says(bytes: Buffer, text: string): boolean {
  const { length } = text;
  let index = 0;
  while (index < length && index < bytes.length && bytes[index] === text.charCodeAt(index)) {
    if ((bytes[index] as number) >= 0x80) break;
    index++;
  }
  return (index === length && length === bytes.length) || bytes.toString() === text;
}

function invalid(error: string, message: string): Poison {
  return { stage: "validate", error, message };
}
