import type { BuriedPart, Json, Pack, PackedRecord, Passage, Recording } from "@tributary/runtime";
import { RefusedValue } from "@tributary/runtime";
import { type Reading, reading } from "../given/readings.ts";

export interface TapeOptions {
  readonly id?: string;
  /** Levels of the readings on it, one a part; undefined stands for noise. */
  readonly levels: readonly (number | undefined)[];
  /** Parts of one passage. */
  readonly parts?: number;
  /** Waits until the passage may be handed over: `begin` is its first part's number. */
  readonly pace?: (begin: number, signal: AbortSignal) => Promise<void>;
}

/** A recording in memory; its position is the number of parts that are written. */
export class Tape implements Recording<Reading> {
  readonly id: string;
  /** Positions it was asked to read from. */
  readonly asked: (Json | undefined)[] = [];
  /** Positions behind the passages that it was told are written. */
  readonly told: Json[] = [];
  /** Number of the first part of each passage, when it was read. */
  readonly begun: number[] = [];
  /** Readings under way. */
  readers = 0;
  /** What it does when the passage that begins there is written. */
  onWritten: ((passage: Passage) => void) | undefined;
  readonly #options: TapeOptions;

  constructor(options: TapeOptions) {
    this.id = options.id ?? "tape-1";
    this.#options = options;
  }

  async *read(position: Json | undefined, pack: Pack<Reading>, signal: AbortSignal): AsyncGenerator<Passage> {
    const { levels, parts = 2, pace } = this.#options;
    this.asked.push(position);
    this.readers++;
    try {
      for (let begin = typeof position === "number" ? position : 0; begin < levels.length; begin += parts) {
        await pace?.(begin, signal);
        if (signal.aborted) return;
        this.begun.push(begin);
        yield this.#passage(begin, Math.min(begin + parts, levels.length), pack);
      }
    } finally {
      this.readers--;
    }
  }

  written(passage: Passage): void {
    this.told.push(passage.position);
    this.onWritten?.(passage);
  }

  #passage(begin: number, end: number, pack: Pack<Reading>): Passage {
    const records: PackedRecord[] = [];
    const buried: BuriedPart[] = [];
    for (let part = begin; part < end; part++) {
      const level = this.#options.levels[part];
      if (level === undefined) buried.push(noise(part, "decode", "noise", "noise"));
      else {
        try {
          records.push(pack(reading(`s${part % 3}`, level)));
        } catch (error) {
          if (!(error instanceof RefusedValue)) throw error;
          buried.push(noise(part, "validate", "refused", error.message));
        }
      }
    }
    return { records, buried, position: end };
  }
}

function noise(part: number, stage: BuriedPart["stage"], error: string, message: string): BuriedPart {
  const headers = { "row-file": "tape", "row-line": String(part) };
  return { raw: Buffer.from(`part ${part}`), ordinal: part, stage, error, message, headers };
}
