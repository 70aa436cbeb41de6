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
}
