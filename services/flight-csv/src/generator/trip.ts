/** What is known of a flight before its day. Minutes. */
export interface Trip {
  /** Scheduled departure, minute of the day. */
  readonly scheduled: number;
  /** From gate to gate as planned. */
  readonly planned: number;
  /** What the clocks at the destination are ahead. */
  readonly ahead: number;
  readonly miles: number;
}
