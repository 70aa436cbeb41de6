/**
 * What a loop's event times are shifted by, in whole steps of the dataset, as its first row shows it: to the start of the
 * run for a rebase, and for a further loop behind the step in which the loop before had its latest row.
 */
export function shiftOf(options: {
  /** Of the first row, by the file. */
  readonly eventTime: number;
  readonly stepMs: number;
  /** Start of the run, undefined without a rebase. */
  readonly rebaseTo: number | undefined;
  /** Latest event time that the loop before has sent, null in the first loop. */
  readonly previousLatest: number | null;
}): number {
  const { eventTime, stepMs, rebaseTo, previousLatest } = options;
  if (previousLatest !== null) {
    return (Math.floor(previousLatest / stepMs) + 1 - Math.floor(eventTime / stepMs)) * stepMs;
  }
  return rebaseTo === undefined ? 0 : Math.ceil((rebaseTo - eventTime) / stepMs) * stepMs;
}
