import type { DeadLetter, Topic } from "@tributary/contracts";
import type { LogEntry } from "../service-process.ts";

/** A record that the service buried: why, and the original's own bytes. */
export interface BuriedRecord {
  readonly letter: DeadLetter;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** Values by topic, in the order in which they were published. */
export interface Published {
  /** Empty when the service published nothing to the topic. */
  get<T>(topic: Topic<T>): readonly T[];
  /** Keys that were retracted, in order; `get` does not hold them. */
  // biome-ignore lint/suspicious/noExplicitAny: of whatever values.
  retracted(topic: Topic<any>): readonly string[];
}

/** What is left when a service has worked off what it was given. */
export interface Aftermath {
  readonly published: Published;
  /** In the order in which they were buried. */
  readonly deadLetters: readonly BuriedRecord[];
  /** State of a fold by its key, as stored. */
  readonly state: ReadonlyMap<string, unknown>;
  /** Marks of a producer by their keys, the newest of each; empty for everything else. */
  readonly marks: ReadonlyMap<string, unknown>;
  /** By topic: the offset committed for each partition, undefined where there is none. */
  readonly committed: ReadonlyMap<string, readonly (number | undefined)[]>;
  /** Why the group stands still until an operator lets it go on, or undefined. */
  readonly tripped: string | undefined;
  readonly logs: readonly LogEntry[];
}
