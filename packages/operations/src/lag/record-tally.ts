import type { Operator } from "@tributary/kafka";
import { type Bounds, batches } from "../log-reading/batches.ts";

export interface Tally {
  /** Committed records, control records not counted; beyond the bound offsets are counted. */
  readonly records: number;
  readonly isExact: boolean;
  /** Append time of the first record, or undefined when there is none. */
  readonly firstAt: number | undefined;
}

export interface TallyBounds {
  /** Records counted one by one in a partition. */
  readonly records: number;
  /** Bytes of keys and values read for it. */
  readonly bytes: number;
}

const usualBounds: TallyBounds = { records: 10_000, bytes: 16 * 1_024 * 1_024 };

interface Progress {
  readonly from: number;
  next: number;
  records: number;
  bytes: number;
  firstAt: number | undefined;
}

/**
 * Counts the records of a range of a partition. Offsets would count the markers of transactions as well, and aborted
 * records. Whoever asks again for a range with the same beginning gets the count continued, not begun anew: a console
 * asks every few seconds. (Compaction of what was counted is then not noticed.)
 */
export class RecordTally {
  readonly #operator: Operator;
  readonly #bounds: TallyBounds;
  readonly #progress = new Map<string, Progress>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(operator: Operator, bounds: TallyBounds = usualBounds) {
    this.#operator = operator;
    this.#bounds = bounds;
  }

  /** `purpose` keeps apart who counts the same partition from elsewhere, such as two groups. */
  count(purpose: string, topic: string, partition: number, range: Bounds): Promise<Tally> {
    // One at a time: two that continue the same count would both add what they read.
    const turn = this.#last.then(() => this.#count(purpose, topic, partition, range));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #count(purpose: string, topic: string, partition: number, range: Bounds): Promise<Tally> {
    const key = JSON.stringify([purpose, topic, partition]);
    const progress = this.#resume(key, range);
    const rest = { start: progress.next, end: range.end };
    if (!this.#isSpent(progress))
      for await (const { records, next } of batches(this.#operator, topic, partition, rest)) {
        progress.firstAt ??= records[0]?.timestamp;
        progress.records += records.length;
        for (const { key, value } of records) progress.bytes += (key?.length ?? 0) + (value?.length ?? 0);
        progress.next = next;
        if (this.#isSpent(progress)) break;
      }
    const beyond = Math.max(0, range.end - progress.next);
    return { records: progress.records + beyond, isExact: beyond === 0, firstAt: progress.firstAt };
  }

  #isSpent({ records, bytes }: Progress): boolean {
    return records >= this.#bounds.records || bytes >= this.#bounds.bytes;
  }

  #resume(key: string, { start, end }: Bounds): Progress {
    const known = this.#progress.get(key);
    // An end before what was counted: the topic was made again.
    if (known !== undefined && known.from === start && known.next <= end) return known;
    const fresh = { from: start, next: start, records: 0, bytes: 0, firstAt: undefined };
    this.#progress.set(key, fresh);
    return fresh;
  }
}
