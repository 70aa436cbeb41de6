import type { Json, Pack, Recording } from "@tributary/runtime";
import { type Control, ControlRefused } from "../control/control.ts";
import { ControlQueue } from "../control/control-queue.ts";
import type { Dataset } from "../dataset.ts";
import type { ReplayStatus } from "../replay-status.ts";
import type { RowSource } from "../row-source.ts";
import { Alarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";
import type { CsvPassage } from "./draft.ts";
import type { ReplayPlan } from "./plan.ts";
import { type Progress, progressOf } from "./progress.ts";
import { StatusBoard } from "./status-board.ts";
import { Walk } from "./walk.ts";

export interface CsvRecordingOptions<T> {
  readonly source: RowSource<T>;
  readonly dataset: Pick<Dataset<T>, "name" | "version" | "shift" | "shiftStepMs" | "outliers">;
  readonly plan: ReplayPlan;
  readonly clock: Clock;
  /** Different in every process: marks the controls made here. */
  readonly processId: string;
}

/** A file as a recording: paced by its event times, controlled while it is read, each row in one passage. */
export class CsvRecording<T> implements Recording<T> {
  readonly id: string;
  readonly #o: CsvRecordingOptions<T>;
  readonly #controls: ControlQueue;
  readonly #alarm: Alarm;
  readonly #board: StatusBoard;
  readonly #tallies = new Set<(passage: CsvPassage) => void>();
  #reading: AbortSignal | undefined;

  constructor(options: CsvRecordingOptions<T>) {
    const { source, dataset, plan, clock, processId } = options;
    this.id = source.fingerprint;
    this.#o = options;
    this.#controls = new ControlQueue(processId);
    this.#alarm = new Alarm(clock);
    this.#board = new StatusBoard({ source, dataset: dataset.name, plan, clock, controls: this.#controls });
  }

  get status(): ReplayStatus {
    return this.#board.status();
  }

  /** How far the log has come, with what the status leaves out. */
  get progress(): Progress | undefined {
    return this.#board.progress;
  }

  /** Rows that this process has brought into the log. */
  get readHere(): number {
    return this.#board.readHere;
  }

  /** `listener` is called at every change of the status; answers how to end that. */
  watch(listener: () => void): () => void {
    return this.#board.watch(listener);
  }

  /** `listener` gets each passage once it is in the log. */
  onWritten(listener: (passage: CsvPassage) => void): void {
    this.#tallies.add(listener);
  }

  /** Throws a `ControlRefused` where it makes no sense now; else it is done within a second, and answers the status. */
  control(control: Control): ReplayStatus {
    const refusal = refusalOf(control, this.status);
    if (refusal !== undefined) throw new ControlRefused(refusal);
    this.request(control);
    return this.status;
  }

  /** Also before the recording is this process's own: done as soon as it is. */
  request(control: Control): void {
    this.#controls.add(control);
    this.#board.changed();
    this.#alarm.ring();
  }

  async *read(
    position: Json | undefined,
    pack: Pack<T>,
    signal: AbortSignal,
  ): AsyncGenerator<CsvPassage, void, void> {
    this.#reading = signal;
    try {
      const progress = position === undefined ? undefined : progressOf(position);
      await this.#prepare(signal);
      this.#board.found(progress);
      const walk = new Walk(progress, {
        ...this.#o,
        alarm: this.#alarm,
        controls: this.#controls,
        pack,
        signal,
      });
      yield* walk.passages();
    } catch (error) {
      if (this.#reading === signal && !signal.aborted) this.#board.enter("failed", wordsOf(error));
      throw error;
    } finally {
      if (this.#reading === signal && signal.aborted) this.#board.enter("waiting");
    }
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    this.#board.enter("preparing");
    const onProgress = (share: number) => {
      if (!signal.aborted) this.#board.enter("preparing", `sorting, ${Math.floor(share * 100)} % done`);
    };
    await this.#o.source.prepare(onProgress, signal);
    signal.throwIfAborted();
  }

  written(passage: CsvPassage): void {
    this.#board.written(passage);
    this.#controls.forget(passage.progress.control);
    for (const listener of this.#tallies) listener(passage);
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function refusalOf({ kind }: Control, { state, detail }: ReplayStatus): string | undefined {
  if (state === "waiting") return `nothing can be controlled here now: ${detail ?? "the replay waits"}`;
  const isOver = state === "finished" || state === "failed";
  if (isOver && (kind === "pause" || kind === "resume")) {
    return `the replay has ${state}: there is nothing to ${kind}; a new run begins with "again" or with a seek back`;
  }
  return undefined;
}
