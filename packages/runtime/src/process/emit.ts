import type { Topic } from "@tributary/contracts";

/** A record to be published, made by `emit` or `retract`. */
export interface Emit {
  // biome-ignore lint/suspicious/noExplicitAny: emits of different topics stand in one list.
  readonly topic: Topic<any>;
  /** Undefined in a retraction. */
  readonly value: unknown;
  /** The key whose value is no more. */
  readonly retracted?: string;
}

/** Says that `value` is to be published to `topic`, one of the service's outputs; its key is the contract's. */
export function emit<T>(topic: Topic<T>, value: T): Emit {
  return { topic, value };
}

/**
 * Says that there is no value under `key` any more in `topic`, one of the service's compacted outputs: a tombstone is
 * published, views remove the key, and compaction drops it for good.
 */
export function retract<T>(topic: Topic<T>, key: string): Emit {
  return { topic, value: undefined, retracted: key };
}
