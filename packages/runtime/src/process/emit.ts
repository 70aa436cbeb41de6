import type { Topic } from "@tributary/contracts";

/** A record to be published, made by `emit`, `emitLatest` or `retract`. */
export interface Emit {
  // biome-ignore lint/suspicious/noExplicitAny: emits of different topics stand in one list.
  readonly topic: Topic<any>;
  /** Undefined in a retraction, and where it is yet to be made. */
  readonly value: unknown;
  /** The key whose value is no more. */
  readonly retracted?: string;
  readonly latest?: Latest;
}

/** A value that is made when it is sent. */
export interface Latest {
  readonly key: string;
  readonly make: () => unknown;
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

/**
 * As `emit`, to one of the service's compacted outputs, of a value that is dear and mostly gives way to another of its key
 * within the same transaction, such as a bar that is still forming. A fold calls `make` behind the last step of a slice, for
 * what is sent; a map and a producer, where nothing gives way, at once. It is as pure as the step itself, and what it
 * looks at does not change, for later steps have been taken. All that a slice makes must take far less than a fifth of the
 * session time-out. A value that the contract refuses buries the record; where another took its place nobody asked for it,
 * so it must follow from what the step has let pass, or what is buried depends on where transactions end.
 */
export function emitLatest<T>(topic: Topic<T>, key: string, make: () => T): Emit {
  return { topic, value: undefined, latest: { key, make } };
}
