import type { Topic } from "@tributary/contracts";
import { type Encoder, EncodingError } from "@tributary/kafka";
import { maxRecordBytes } from "../process/outbox.ts";
import { type Pack, RefusedValue } from "./recording.ts";

/** Encodes values of `topic`, and holds them to their contract. */
export function packer<T>(topic: Topic<T>, encoder: Encoder<T>): Pack<T> {
  return (value) => {
    const fault = topic.fault(value);
    if (fault !== undefined) {
      const { field, given, expected } = fault;
      throw new RefusedValue(field, `${field} is ${String(given)}, expected ${expected}`);
    }
    const key = topic.key(value);
    if (key === "") throw new RefusedValue("", "the key is empty");
    const bytes = encoded(value, encoder);
    if (bytes.length + 3 * key.length > maxRecordBytes)
      throw new RefusedValue("", `${bytes.length} bytes, at most ${maxRecordBytes} are sent`);
    return { key, value: bytes };
  };
}

function encoded<T>(value: T, encoder: Encoder<T>): Buffer {
  try {
    return encoder.encode(value);
  } catch (error) {
    if (error instanceof EncodingError) throw new RefusedValue(error.path, error.message);
    throw error;
  }
}
