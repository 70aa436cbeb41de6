import type { Topic } from "@tributary/contracts";
import { backoffMs, pause } from "../backoff.ts";
import type { Codec, Decoder, Encoder } from "../codec.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { AvroDecoder } from "./avro-decoder.ts";
import { AvroEncoder } from "./avro-encoder.ts";
import { avroType } from "./avro-type.ts";
import type { LocalRegistry } from "./local-registry.ts";
import { hasDrifted, ownSchemaId } from "./own-schema-id.ts";
import { RegistryError } from "./registry-error.ts";
import { type RegistryOptions, SchemaRegistry } from "./schema-registry.ts";
import type { SchemaSource } from "./schema-source.ts";
import { WriterSchemas } from "./writer-schemas.ts";

interface ReadingOptions {
  readonly log: KafkaLog;
  /** Longest record that is decoded. Default 64 KiB: event records are flat and small. */
  readonly maxRecordBytes?: number;
  /** Monotonic milliseconds; tests hand in their own. */
  readonly now?: () => number;
}

export interface CodecOptions extends RegistryOptions, ReadingOptions {}

export interface LocalCodecOptions extends ReadingOptions {
  readonly registry: LocalRegistry;
}

class AvroCodec implements Codec {
  readonly #registry: SchemaSource;
  readonly #writers: WriterSchemas;
  readonly #log: KafkaLog;
  readonly #maxRecordBytes: number;
  readonly #now: () => number;
  readonly #topics = new Map<string, Pick<Topic<unknown>, "name" | "schema">>();
  #encoderFailingSince: number | undefined;

  constructor(registry: SchemaSource, options: ReadingOptions) {
    this.#registry = registry;
    this.#log = options.log;
    this.#maxRecordBytes = options.maxRecordBytes ?? 64 * 1_024;
    this.#now = options.now ?? (() => performance.now());
    this.#writers = new WriterSchemas({
      find: (id) => registry.find(id),
      log: options.log,
      now: this.#now,
      random: Math.random,
    });
  }

  get failingSince(): number | undefined {
    return this.#encoderFailingSince ?? this.#writers.failingSince;
  }

  async drift(): Promise<ReadonlyMap<string, boolean>> {
    const found = new Map<string, boolean>();
    for (const [name, topic] of this.#topics) {
      const drifted = await hasDrifted(this.#registry, topic);
      if (drifted !== undefined) found.set(name, drifted);
    }
    return found;
  }

  decoder<T>(topic: Topic<T>): Decoder<T> {
    this.#topics.set(topic.name, topic);
    return new AvroDecoder(topic, this.#writers, this.#maxRecordBytes);
  }

  async encoder<T>(topic: Topic<T>, signal: AbortSignal): Promise<Encoder<T>> {
    const type = avroType(topic.schema);
    this.#topics.set(topic.name, topic);
    for (let attempt = 1; ; attempt++) {
      try {
        signal.throwIfAborted();
        const id = await ownSchemaId(this.#registry, topic);
        this.#encoderFailingSince = undefined;
        return new AvroEncoder<T>(type, id);
      } catch (error) {
        if (!(error instanceof RegistryError) || error.code !== "unavailable") throw error;
        this.#encoderFailingSince ??= this.#now();
        this.#log.warn({ topic: topic.name, attempt, err: error }, "schema registry away, trying again");
        await pause(backoffMs(attempt, Math.random), signal);
      }
    }
  }
}

/** Looks schemas up, never registers them. Connects to nothing until it is used. */
export function openCodec(options: CodecOptions): Codec {
  return new AvroCodec(new SchemaRegistry(options), options);
}

/** The same codec over a registry in memory: real bytes, and every fault of bytes and registry, without a server. */
export function openLocalCodec(options: LocalCodecOptions): Codec {
  return new AvroCodec(options.registry, options);
}
