import type { Topic } from "@tributary/contracts";
import { messageOf } from "../broker-error.ts";
import type { Decoded, Decoder, UnreadableReason } from "../codec.ts";
import { headerBytes } from "./avro-encoder.ts";
import { type AvroResolver, type AvroType, avroType } from "./avro-type.ts";
import { type FlatReader, flatReader } from "./flat-reader.ts";
import type { WriterSchemas } from "./writer-schemas.ts";

/** Who writes with the reader's own schema needs no resolver. */
interface Usable {
  readonly resolver: AvroResolver | undefined;
  /** Reads most of it in less time. */
  readonly fast: FlatReader | undefined;
  readonly unusable?: undefined;
}

/** How to read what one writer wrote. */
type Reading = Usable | { readonly unusable: UnreadableReason; readonly detail: string };

function unreadable(
  reason: UnreadableReason,
  detail: string,
): { ok: false; reason: UnreadableReason; detail: string } {
  return { ok: false, reason, detail };
}

/** Decodes synchronously against the topic's own schema; resolvers are made once per writer. */
export class AvroDecoder<T> implements Decoder<T> {
  readonly #topic: Topic<T>;
  readonly #reader: AvroType;
  readonly #writers: WriterSchemas;
  readonly #maxBytes: number;
  readonly #readings = new Map<number, Reading>();

  constructor(topic: Topic<T>, writers: WriterSchemas, maxBytes: number) {
    this.#topic = topic;
    this.#reader = avroType(topic.schema);
    this.#writers = writers;
    this.#maxBytes = maxBytes;
  }

  decode(bytes: Buffer | null): Decoded<T> {
    if (bytes === null) return unreadable("tombstone", "no value");
    if (bytes.length === 0) return unreadable("empty", "no bytes");
    if (bytes.length < headerBytes) return unreadable("too_short", `${bytes.length} bytes`);
    if (bytes[0] !== 0) return unreadable("wrong_magic", `first byte ${bytes[0]}, expected 0`);
    if (bytes.length > this.#maxBytes)
      return unreadable("oversized", `${bytes.length} bytes, at most ${this.#maxBytes} are read`);
    const schemaId = bytes.readInt32BE(1);
    const reading = this.#readings.get(schemaId) ?? this.#newReading(schemaId);
    if (reading === undefined) return this.#pending(schemaId);
    if (reading.unusable !== undefined) return unreadable(reading.unusable, reading.detail);
    return this.#read(bytes, reading);
  }

  #pending(schemaId: number): Decoded<T> {
    const { refusal } = this.#writers;
    const resolved = this.#writers.lookUp(schemaId);
    return { ok: "pending", schemaId, resolved, ...(refusal && { refusal }) };
  }

  #read(bytes: Buffer, { fast, resolver }: Usable): Decoded<T> {
    let value: T;
    try {
      // Truncated and trailing bytes throw as well.
      value =
        (fast?.(bytes, headerBytes) as T | undefined) ??
        this.#reader.fromBuffer(bytes.subarray(headerBytes), resolver);
    } catch (error) {
      return unreadable("undecodable", messageOf(error));
    }
    const fault = this.#topic.fault(value);
    if (fault === undefined) return { ok: true, value };
    return unreadable("out_of_range", `${fault.field} is ${String(fault.given)}, expected ${fault.expected}`);
  }

  #newReading(schemaId: number): Reading | undefined {
    const writer = this.#writers.get(schemaId);
    if (writer === undefined || writer.unusable === "unknown_schema") return writer;
    const reading = writer.unusable === undefined ? this.#resolve(schemaId, writer.type) : writer;
    this.#readings.set(schemaId, reading);
    return reading;
  }

  #resolve(schemaId: number, writer: AvroType): Reading {
    try {
      const resolver = this.#reader.equals(writer) ? undefined : this.#reader.createResolver(writer);
      return { resolver, fast: flatReader(this.#reader, writer) };
    } catch (error) {
      const detail = `schema ${schemaId} cannot be read as ${this.#reader.name}: ${messageOf(error)}`;
      return { unusable: "undecodable", detail };
    }
  }
}
