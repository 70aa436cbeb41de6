import type { BuriedPart, PackedRecord, Passage } from "@tributary/runtime";
import type { Progress } from "./progress.ts";
import type { Tally } from "./tally.ts";

/** Above this a transaction takes longer than it is worth, and the broker's batches end at 1 MB. */
export const mostRows = 10_000;
export const mostBytes = 1_500_000;
/** Rows that are due so long after the first of a passage wait for the next one. */
export const windowMs = 100;

/** What Kafka puts around a record, about. */
const frameBytes = 24;
const headerBytes = 512;

/** A passage with what it counts. */
export interface CsvPassage extends Passage {
  readonly progress: Progress;
  /** Rows of this passage alone. */
  readonly rows: Tally;
}

/** The passage that is being put together. */
export class Draft {
  readonly records: PackedRecord[] = [];
  readonly buried: BuriedPart[] = [];
  readonly #reasons: Record<string, number> = {};
  #bytes = 0;
  skipped = 0;
  late = 0;
  outliers = 0;
  /** Monotonic clock at the first row. */
  begunAt: number | undefined;

  get isEmpty(): boolean {
    return this.records.length === 0 && this.buried.length === 0;
  }

  /** A record goes into an empty draft whatever its size. */
  hasRoomFor(bytes: number): boolean {
    const count = this.records.length + this.buried.length;
    return count === 0 || (count < mostRows && this.#bytes + bytes <= mostBytes);
  }

  send(record: PackedRecord): void {
    this.#bytes += sizeOf(record);
    this.records.push(record);
  }

  bury(part: BuriedPart): void {
    this.#bytes += buriedSizeOf(part);
    this.buried.push(part);
    this.#reasons[part.error] = (this.#reasons[part.error] ?? 0) + 1;
  }

  tally(): Tally {
    const { skipped, late, outliers } = this;
    return {
      sent: this.records.length,
      buried: this.buried.length,
      skipped,
      late,
      outliers,
      reasons: this.#reasons,
    };
  }
}

/** Keys are nearly always ASCII; a few bytes more are within what the limit leaves. */
export const sizeOf = ({ key, value }: PackedRecord): number => key.length + value.length + frameBytes;

export const buriedSizeOf = ({ raw }: BuriedPart): number => raw.length + headerBytes;
