import type { OutgoingRecord } from "./broker.ts";

export interface TransactorOptions {
  /** One per input partition: `<group>-<topic>-<partition>`. Whoever opens it last fences all before. */
  readonly transactionalId: string;
  /** After which the broker aborts a transaction left open. Default 15,000. */
  readonly timeoutMs?: number;
}

export interface TransactionRecord extends OutgoingRecord {
  readonly topic: string;
}

/** Offsets that move with the transaction: all before `offset` is done. */
export interface GroupOffset {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/**
 * Writes records and group offsets all or nothing. `Broker.openTransactor` resolves when the predecessor of the same id
 * is fenced and its open transaction ended: what is read after that, up to the last stable offset, is all there will
 * ever be of it. One commit at a time.
 */
export interface Transactor {
  /**
   * Resolves when all of it is visible to readers of committed data. Any rejection leaves the outcome unknown: this
   * transactor is of no use any more, and what was written must be read back by a new one. Rejects with a `BrokerError`:
   * `fenced` when another has taken the id, `too_large` before anything was sent when a record exceeds a batch.
   */
  commit(records: readonly TransactionRecord[], offsets: readonly GroupOffset[]): Promise<void>;
  close(): Promise<void>;
}
