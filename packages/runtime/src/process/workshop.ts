import type { Broker, Codec, GroupChunk, IncomingRecord, Tenure, TransactionRecord } from "@tributary/kafka";
import type { Logger } from "pino";
import type { Entry } from "./entry.ts";
import type { Lane } from "./lane.ts";
import type { Outbox } from "./outbox.ts";
import type { Poison } from "./poison.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import type { StepGuard } from "./step-guard.ts";

/** What the lanes of a consumer have at hand, whatever its shape. */
export interface Workshop {
  /** Name of group and service. */
  readonly group: string;
  readonly broker: Broker;
  readonly codec: Codec;
  readonly log: Logger;
  /** Lanes observe `processDuration` per slice; inbox and worker count what the shapes share. */
  readonly metrics: ProcessMetrics;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  readonly inbox: Inbox;
  /** Encodes emits and holds them to their contracts. */
  readonly outbox: Outbox;
  /** Runs steps so that a throw or an endless loop buries one record alone. */
  readonly steps: StepGuard;
  readonly tripwire: Tripwire;
  readonly weather: WeatherBook;
  /** Most records of one transaction, publish or step run. */
  readonly chunkRecords: number;
  /** The dead letter of a record, for `<group>.dlq` in the record's own partition; pure. */
  readonly bury: (record: IncomingRecord, poison: Poison) => TransactionRecord;
}

export type OpenLane = (tenure: Tenure) => Lane;

/** Decodes and validates. */
export interface Inbox {
  /**
   * One entry per record, in order. Schemas not known yet are awaited; `undefined` means the registry did not answer:
   * weather, the same records are to be tried again after a pause.
   */
  read(
    chunk: Pick<GroupChunk, "topic">,
    records: readonly IncomingRecord[],
  ): Promise<readonly Entry<unknown>[] | undefined>;
  /** As `read`, for records that were read before: no metric tells of them again. */
  reread(
    chunk: Pick<GroupChunk, "topic">,
    records: readonly IncomingRecord[],
  ): Promise<readonly Entry<unknown>[] | undefined>;
}

/**
 * Notices something systematic: once 200 records were seen, more than 10 of the last 200 buried, or 20 in a row.
 * Then the whole group stops until an operator lets it go on; `<group>.control` remembers it across restarts.
 */
export interface Tripwire {
  /** Why the group stands still, or undefined. */
  readonly tripped: string | undefined;
  /**
   * How many of these outcomes (true: buried) may be taken before the wire would trip: all of them, or those up to and
   * including the one that trips it. Changes nothing, for the work may fail and come again.
   */
  room(outcomes: readonly boolean[]): number;
  /** Takes outcomes as having happened; trips, and remembers it, when they say so. */
  record(
    outcomes: readonly boolean[],
    at: { readonly topic: string; readonly partition: number },
  ): Promise<void>;
}

/** Which weather holds which partitions, for readiness, log and metrics. */
export interface WeatherBook {
  /** The try failed: answers how long to pause, growing from 100 ms to 10 s with jitter. */
  failed(cause: "broker" | "registry" | "sink", tenure: Tenure, error: unknown): number;
  succeeded(cause: "broker" | "registry" | "sink", tenure: Tenure): void;
  /** The partition is no longer ours. */
  forget(tenure: Tenure): void;
}
