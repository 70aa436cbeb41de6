import type { Topic } from "@tributary/contracts";
import { backoffMs, pause } from "../backoff.ts";
import type { Codec, Decoder, Encoder } from "../codec.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { AvroDecoder } from "./avro-decoder.ts";
import { AvroEncoder } from "./avro-encoder.ts";
import { avroType } from "./avro-type.ts";
import { ownSchemaId } from "./own-schema-id.ts";
import { RegistryError } from "./registry-error.ts";
import { type RegistryOptions, SchemaRegistry } from "./schema-registry.ts";
import { WriterSchemas } from "./writer-schemas.ts";

export interface CodecOptions extends RegistryOptions {
  readonly log: KafkaLog;
  /** Longest record that is decoded. Default 64 KiB: event records are flat and small. */
  readonly maxRecordBytes?: number;
  /** Monotonic milliseconds; tests hand in their own. */
  readonly now?: () => number;
}

class AvroCodec implements Codec {
  readonly #registry: SchemaRegistry;
  readonly #writers: WriterSchemas;
  readonly #log: KafkaLog;
  readonly #maxRecordBytes: number;
  readonly #now: () => number;
  #encoderFailingSince: number | undefined;

  constructor(options: CodecOptions) {
    this.#registry = new SchemaRegistry(options);
    this.#log = options.log;
    this.#maxRecordBytes = options.maxRecordBytes ?? 64 * 1_024;
    this.#now = options.now ?? (() => performance.now());
    this.#writers = new WriterSchemas({
      find: (id) => this.#registry.find(id),
      log: options.log,
      now: this.#now,
      random: Math.random,
    });
  }

  get failingSince(): number | undefined {
    return this.#encoderFailingSince ?? this.#writers.failingSince;
  }

  decoder<T>(topic: Topic<T>): Decoder<T> {
    return new AvroDecoder(topic, this.#writers, this.#maxRecordBytes);
  }

  async encoder<T>(topic: Topic<T>, signal: AbortSignal): Promise<Encoder<T>> {
    const type = avroType(topic.schema);
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
  return new AvroCodec(options);
}
