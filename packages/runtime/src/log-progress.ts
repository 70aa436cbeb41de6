import { formatEventId } from "./event-position.ts";

/** What a reader that has just been opened says of its log. */
export interface LogStart {
  readonly epoch: string;
  readonly position: readonly number[];
  readonly endAtStart: readonly number[];
}

/** How far a log has been read, and how far everything read has been taken in. */
export class LogProgress {
  #epoch = "";
  #read: number[] = [];
  #held: (number | undefined)[] = [];
  #endAtStart: readonly number[] | undefined;
  #restored = false;

  begin(start: LogStart): void {
    this.#epoch = start.epoch;
    this.#read = [...start.position];
    this.#held = start.position.map(() => undefined);
    this.#endAtStart = start.endAtStart;
  }

  /** Everything before `nextOffset` has been read. */
  moveTo(partition: number, nextOffset: number): void {
    this.#read[partition] = nextOffset;
  }

  /** The record at `offset` is set aside: whoever knows the view up to here has not seen it yet. */
  hold(partition: number, offset: number | undefined): void {
    this.#held[partition] = offset;
  }

  /** Names the log that the offsets count in. */
  get epoch(): string {
    return this.#epoch;
  }

  /** Next offset of each partition: everything before it has been taken in. */
  get position(): readonly number[] {
    return this.#read.map((read, partition) => Math.min(read, this.#held[partition] ?? read));
  }

  /** The `Last-Event-ID` of whoever has seen what is taken in by now. */
  get eventId(): string {
    return formatEventId(this);
  }

  /** Offsets still to take in of what was in the log at the start: what is set aside cannot be shown yet. */
  get recordsToRestore(): number {
    const ends = this.#endAtStart ?? [];
    const { position } = this;
    return ends.reduce((sum, end, partition) => sum + Math.max(0, end - (position[partition] ?? 0)), 0);
  }

  /** Once true it stays true. */
  get isRestored(): boolean {
    this.#restored ||= this.#endAtStart !== undefined && this.recordsToRestore === 0;
    return this.#restored;
  }
}
