import { messageOf } from "../broker-error.ts";
import type { Encoder } from "../codec.ts";
import type { AvroType } from "./avro-type.ts";
import { type FlatSizer, flatSizer } from "./flat-sizer.ts";
import { type FlatWriter, flatWriter } from "./flat-writer.ts";

const slabBytes = 64 * 1_024;
export const headerBytes = 5;

/** A value that is not of its topic's schema. */
export class EncodingError extends Error {
  override readonly name = "EncodingError";
  /** Dotted path of the first wrong field; empty for the record itself. */
  readonly path: string;

  constructor(path: string, message: string, cause: unknown) {
    super(message, { cause });
    this.path = path;
  }
}

/**
 * Encodes into a slab, one record behind the other, and hands out slices: one allocation for hundreds of records.
 * A slab's bytes are written once, so that slices stay valid while they wait to be sent.
 */
export class AvroEncoder<T> implements Encoder<T> {
  readonly #type: AvroType;
  readonly #fast: FlatWriter | undefined;
  readonly #sizer: FlatSizer | undefined;
  readonly #schemaId: number;
  #slab: Buffer = Buffer.alloc(0);
  #used = 0;

  constructor(type: AvroType, schemaId: number) {
    this.#type = type;
    this.#fast = flatWriter(type);
    this.#sizer = flatSizer(type);
    this.#schemaId = schemaId;
  }

  encode(value: T): Buffer {
    let end = this.#write(value);
    if (end < 0) {
      const needed = this.#slab.length - this.#used - end;
      this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, needed));
      this.#used = 0;
      end = this.#write(value);
    }
    const encoded = this.#slab.subarray(this.#used, end);
    encoded[0] = 0;
    encoded.writeInt32BE(this.#schemaId, 1);
    this.#used = end;
    return encoded;
  }

  bytesOf(value: T): number | undefined {
    try {
      const bytes = this.#sizer?.(value) ?? -1;
      return bytes < 0 ? undefined : headerBytes + bytes;
    } catch {
      return undefined;
    }
  }

  /** End of the record in the slab; minus the bytes missing when it does not fit. */
  #write(value: T): number {
    const start = this.#used + headerBytes;
    try {
      const end = this.#fast?.(value, this.#slab, start) ?? -1;
      if (end < 0) return this.#type.encode(value, this.#slab, start);
      return end <= this.#slab.length ? end : this.#slab.length - end;
    } catch (error) {
      const path = this.#firstWrongPath(value);
      throw new EncodingError(path, `${path === "" ? "the record" : path}: ${messageOf(error)}`, error);
    }
  }

  #firstWrongPath(value: T): string {
    const wrong: string[] = [];
    this.#type.isValid(value, { errorHook: (path) => wrong.push(path.join(".")) });
    return wrong[0] ?? "";
  }
}
