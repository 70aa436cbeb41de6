import type { Topic } from "@tributary/contracts";

/** A record to be published, made by `emit`. */
export interface Emit {
  // biome-ignore lint/suspicious/noExplicitAny: emits of different topics stand in one list.
  readonly topic: Topic<any>;
  readonly value: unknown;
}

/** Says that `value` is to be published to `topic`, one of the service's outputs; its key is the contract's. */
export function emit<T>(topic: Topic<T>, value: T): Emit {
  return { topic, value };
}
