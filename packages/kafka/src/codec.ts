import type { Topic } from "@tributary/contracts";
import type { RegistryError } from "./schemas/registry-error.ts";

/** Why bytes could not become a value. One word each: they are the `reason` label of the skip counters. */
export type UnreadableReason =
  | "tombstone" // null value
  | "empty" // zero bytes
  | "too_short" // no room for magic byte and schema id
  | "wrong_magic" // not Confluent wire format
  | "oversized" // longer than the decoder accepts
  | "unknown_schema" // the registry has no such id
  | "undecodable" // truncated, trailing bytes, or not of the schema it names
  | "out_of_range"; // decoded, but the contract's `fault` refuses it

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: UnreadableReason; readonly detail: string }
  /** The writer's schema is being fetched; decode again when `resolved` settles (it never rejects). */
  | {
      readonly ok: "pending";
      readonly schemaId: number;
      readonly resolved: Promise<void>;
      /** The registry's last word, 401 or 403: a person has to act, and who cannot do without the record may end. */
      readonly refusal?: RegistryError;
    };

export interface Encoder<T> {
  /** Confluent wire format: 0x00, schema id (4 bytes, big endian), Avro binary. Throws an `EncodingError` naming the path. */
  encode(value: T): Buffer;
  /**
   * How many bytes `encode` makes of it; it does not throw then. Undefined where only `encode` can tell, and absent where
   * it always is. For what may be encoded later, or not at all.
   */
  bytesOf?(value: T): number | undefined;
}

export interface Decoder<T> {
  /**
   * Decodes synchronously against the reader's own schema. Unknown ids are remembered for a while,
   * so that a poison record costs one look-up a minute, not one a record.
   */
  decode(bytes: Buffer | null): Decoded<T>;
}

export interface Codec {
  /** Looks up (never registers) the id of the topic's schema; waits while the registry is away, up to `signal`. */
  encoder<T>(topic: Topic<T>, signal: AbortSignal): Promise<Encoder<T>>;
  decoder<T>(topic: Topic<T>): Decoder<T>;
  /**
   * For each topic that an encoder or decoder was made for: whether the registry's latest schema means something else than
   * the topic's own does here. A topic that the registry has no schema of is left out. Rejects with a `RegistryError`.
   */
  drift(): Promise<ReadonlyMap<string, boolean>>;
  /** How the registry fares: only look-ups count, so an idle codec stays as it was. */
  readonly failingSince: number | undefined;
}
