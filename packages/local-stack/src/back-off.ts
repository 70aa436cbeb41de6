/** A process that lived this long has recovered: its next fall counts as the first again. */
const recoveredMs = 30_000;
const firstMs = 500;
const longestMs = 15_000;
/** For faults that a person must mend, such as configuration. */
export const patientMs = 60_000;

/** How long to wait before starting again: 0.5 s doubling up to 15 s while a process keeps falling. */
export class BackOff {
  #falls = 0;

  afterFall(livedMs: number): number {
    if (livedMs >= recoveredMs) this.#falls = 0;
    return Math.min(longestMs, firstMs * 2 ** this.#falls++);
  }
}
