/** One decoded record of a view's log; a null value is a tombstone. */
export interface ViewRecord<T> {
  readonly partition: number;
  readonly offset: number;
  /** Broker's append time, milliseconds since the epoch. */
  readonly appendedAt: number;
  readonly key: string;
  readonly value: T | null;
}
