import type { Spec } from "@tributary/config";
import type { Context } from "../definition.ts";
import type { Message } from "./message.ts";

/** A record that the store refuses for what it is, not for the weather: it is buried alone. */
export interface Rejection<T> {
  readonly message: Message<T>;
  /** One word to count by, such as `document_too_large`. */
  readonly reason: string;
  readonly detail: string;
}

/**
 * The way into a store. Delivery is at least once, and a process that was stopped for a while may write late: a write
 * must have an address of its own (topic, partition, offset, or an id of the value) so that a repeat changes nothing.
 */
export interface Writer<T> {
  /** A partition became ours; awaited before its first batch. A throw is weather. */
  begin?(
    partition: { readonly topic: string; readonly partition: number },
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Writes a batch of one partition, in order, and answers what the store refuses. A throw is weather: the same batch
   * comes again after a pause. `signal` aborts at the deadline or when the partition is lost.
   */
  write(batch: readonly Message<T>[], signal: AbortSignal): Promise<readonly Rejection<T>[]>;
  close(): Promise<void>;
}

export interface SinkProcess<T, S extends Spec = Spec> {
  readonly kind: "sink";
  /** Opens the way to the store; a throw is weather, unless it is a `ConfigError`. */
  readonly open: (context: Context<S>) => Promise<Writer<T>>;
  /** Most records of a batch. Default 1,000. */
  readonly batchRecords?: number;
  /** A write that lasts longer is aborted and tried again. Default 30,000. */
  readonly writeTimeoutMs?: number;
}

/** Records into a store, effectively once by idempotent address. */
export function sink<T, S extends Spec = Spec>(process: Omit<SinkProcess<T, S>, "kind">): SinkProcess<T, S> {
  return { kind: "sink", ...process };
}
