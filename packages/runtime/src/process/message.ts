/** A record as a step sees it: decoded, and within its contract. */
export interface Message<T> {
  /** Tells the inputs apart when there are several. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly value: T;
  /** Broker's append time, milliseconds since the epoch. */
  readonly appendedAt: number;
  /**
   * True while a fold's key is folded anew after `rebuild`: this record was folded once before, or is the one that asked
   * for it. What must not be told twice is to be left out then.
   */
  readonly rebuilding?: boolean;
}
