import type { Topic } from "@tributary/contracts";
import type { Codec, Decoded } from "@tributary/kafka";

export const kinds = ["good", "garbage", "out_of_range", "thrown", "refused"] as const;
/** What a parcel does: is delivered, cannot be decoded, breaks its contract, makes the step throw, or the store refuse it. */
export type Kind = (typeof kinds)[number];

export interface Parcel {
  readonly id: string;
  readonly street: string;
  readonly kind: Kind;
}

const topicOf = (name: string): Topic<Parcel> => ({
  name,
  schema: { type: "record", name: "Parcel", namespace: "tributary.test", fields: [] },
  key: ({ street }) => street,
  eventTime: () => 0,
  partitions: 2,
  cleanup: { policy: "delete", retentionMs: 86_400_000 },
  fault: ({ kind }) =>
    kind === "out_of_range" ? { field: "kind", given: kind, expected: "another" } : undefined,
});

export const parcels = topicOf("post.parcel.v1");
export const deliveries = topicOf("post.delivery.v1");

export function parcelBytes(parcel: Parcel): Buffer {
  return Buffer.from(parcel.kind === "garbage" ? `{"id":"${parcel.id}",` : JSON.stringify(parcel));
}

/** JSON without a registry, which can be away all the same: then nothing can be decoded. */
export class ParcelCodec implements Codec {
  isAway = false;
  readonly failingSince = undefined;

  async encoder<T>() {
    return { encode: (value: T) => Buffer.from(JSON.stringify(value)) };
  }

  async drift() {
    return new Map<string, boolean>();
  }

  decoder<T>(topic: Topic<T>) {
    return { decode: (bytes: Buffer | null): Decoded<T> => this.#decode(topic, bytes) };
  }

  #decode<T>(topic: Topic<T>, bytes: Buffer | null): Decoded<T> {
    if (this.isAway) return { ok: "pending", schemaId: 1, resolved: Promise.resolve() };
    try {
      const value = JSON.parse(String(bytes)) as T;
      const fault = topic.fault(value);
      if (fault === undefined) return { ok: true, value };
      return { ok: false, reason: "out_of_range", detail: fault.field };
    } catch {
      return { ok: false, reason: "undecodable", detail: "no JSON" };
    }
  }
}
