import type { OutgoingRecord } from "./broker.ts";

export interface TransactorOptions {
  /** One per partition number of a group's inputs: `<group>-<partition>`. Whoever opens it last fences all before. */
  readonly transactionalId: string;
  /** After which the broker aborts a transaction left open. Default 15,000. */
  readonly timeoutMs?: number;
  /** Gives up opening, which then rejects with the signal's reason: who has lost the partition must not fence its heir. */
  readonly signal?: AbortSignal;
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
   * Resolves when the broker has decided for it: readers of committed data see all of it as soon as its markers are
   * written, which the next `openTransactor` of the id waits for. Rejects with a `BrokerError`: `too_large` or
   * `invalid_record` (neither key nor partition) before anything was sent, and the transactor goes on; `fenced` when
   * another has taken the id. Any other rejection leaves the outcome unknown: this transactor is of no use any more,
   * and what was written must be read back by a new one. Neither records nor offsets: resolves without a request.
   */
  commit(records: readonly TransactionRecord[], offsets: readonly GroupOffset[]): Promise<void>;
  /** At once, whatever the weather: a commit under way rejects as `closed`. */
  close(): Promise<void>;
}
