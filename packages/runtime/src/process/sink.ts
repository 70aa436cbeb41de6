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
 * The way into a store; one serves all partitions of the service. Delivery is at least once, and a write may land late: a
 * process that was stopped for a while does not know yet that its partition is another's. So a write must have an address
 * of its own (topic, partition, offset, or an id of the value) and a repeat must change nothing; where an address is
 * written more than once, the store must refuse what is older than what it has.
 */
export interface Writer<T> {
  /**
   * A partition became ours; awaited before its first write. A throw is weather, and so is taking more than four times
   * the write time-out.
   */
  begin?(
    partition: { readonly topic: string; readonly partition: number },
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Writes a batch of one partition, in order, and answers what the store refuses. A throw is weather: the same records
   * come again after a pause, perhaps fewer, perhaps with more behind them.
   *
   * `signal` aborts at the deadline, or when the partition is lost. A write that does not heed it is left behind: nobody
   * looks at its answer, and the partition's next write waits until it has ended. One that has not ended ten deadlines
   * later never will: the service then ends with exit 1.
   */
  write(batch: readonly Message<T>[], signal: AbortSignal): Promise<readonly Rejection<T>[]>;
  /** What whoever operates it should know though it works, in words: `/readyz` tells it. Undefined: nothing. */
  readonly remark?: string | undefined;
  /** No call of the writer comes after it; some seconds are left for it. */
  close(): Promise<void>;
}

export interface SinkProcess<T, S extends Spec = Spec> {
  readonly kind: "sink";
  /**
   * Opens the way to the store, once for the service, before it joins its group. A throw is weather, unless it is a
   * `ConfigError`; so is taking longer than the write time-out.
   */
  readonly open: (context: Context<S>) => Promise<Writer<T>>;
  /** Most records of a batch; fewer for a while after one that failed. Default 1,000. */
  readonly batchRecords?: number;
  /** A write that lasts longer is aborted and tried again. Default 30,000. */
  readonly writeTimeoutMs?: number;
}

/** Records into a store, effectively once by idempotent address. */
export function sink<T, S extends Spec = Spec>(process: Omit<SinkProcess<T, S>, "kind">): SinkProcess<T, S> {
  return { kind: "sink", ...process };
}
