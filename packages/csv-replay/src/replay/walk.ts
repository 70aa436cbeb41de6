import type { ControlQueue } from "../control/control-queue.ts";
import type { Dataset } from "../dataset.ts";
import type { RowPosition, RowSource } from "../row-source.ts";
import type { Alarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";
import { type Course, courseOf, hasTooManyBad, nextLoop, nextRun } from "./course.ts";
import { type CsvPassage, Draft } from "./draft.ts";
import { type Filling, Loader } from "./loader.ts";
import { Pacer } from "./pacer.ts";
import type { ReplayPlan } from "./plan.ts";
import { type Progress, replayName } from "./progress.ts";
import { RowFeed } from "./row-feed.ts";
import { sumOf } from "./tally.ts";
import { TooManyBadRows } from "./too-many-bad-rows.ts";

export interface WalkOptions<T> extends Filling<T> {
  readonly source: RowSource<T>;
  readonly dataset: Filling<T>["dataset"] & Pick<Dataset<T>, "version">;
  readonly plan: ReplayPlan;
  readonly clock: Clock;
  /** Rung for each control. */
  readonly alarm: Alarm;
  readonly controls: ControlQueue;
  readonly signal: AbortSignal;
}

/** One reading of a recording: from where the log stands to the end, or to a failure. Its course is ahead of the log. */
export class Walk<T> {
  readonly #o: WalkOptions<T>;
  readonly #at: Course;
  readonly #pacer: Pacer;
  readonly #loader: Loader<T>;
  #feed: RowFeed<T> | undefined;
  /** The course holds what no passage has carried yet. */
  #isDirty: boolean;
  /** Nothing of the run has been handed over. */
  #isFresh: boolean;

  constructor(progress: Progress | undefined, options: WalkOptions<T>) {
    const { source, dataset, plan, clock } = options;
    this.#o = options;
    const { version } = dataset;
    const begun = courseOf(progress, { plan, version, file: source.name, now: clock.now() });
    const { course, isNewRun, isChanged } = begun;
    this.#at = course;
    this.#isFresh = isNewRun;
    this.#isDirty = isChanged;
    this.#pacer = new Pacer(course.pace, plan.gapCapMs);
    this.#loader = new Loader(options, course, this.#pacer);
  }

  /** Ends when the plan says so; rejects with an `InputError`, with what `pack` throws, and when aborted. */
  async *passages(): AsyncGenerator<CsvPassage, void, void> {
    const { alarm, plan, signal } = this.#o;
    try {
      for (;;) {
        signal.throwIfAborted();
        await this.#obey();
        const draft = new Draft();
        if (!this.#isResting) await this.#fill(draft);
        if (draft.begunAt !== undefined || this.#isDirty) yield this.#handOver(draft);
        else if (this.#isResting) {
          if (plan.whenDone === "exit" && this.#hasFailed) throw new TooManyBadRows(this.#at.rows, plan);
          if (plan.whenDone === "exit" && this.#at.finishedAt !== null) return;
          await alarm.sleep(Number.POSITIVE_INFINITY, signal);
        }
      }
    } finally {
      await this.#feed?.close();
    }
  }

  get #isResting(): boolean {
    return this.#at.isPaused || this.#at.finishedAt !== null || this.#hasFailed;
  }

  get #hasFailed(): boolean {
    return hasTooManyBad(this.#at.rows, this.#o.plan);
  }

  async #fill(draft: Draft): Promise<void> {
    const end = await this.#loader.fill(draft, this.#feed ?? (await this.#open(this.#at.row)));
    if (end !== "end") return;
    const { plan, clock } = this.#o;
    // A loop that has sent nothing would be followed by others as empty, without end.
    const isLoopToCome = plan.isLooping && this.#at.rows.sent + draft.records.length > 0;
    if (isLoopToCome && draft.begunAt !== undefined) return; // the last rows of a loop are that loop's
    this.#isDirty = true;
    if (!isLoopToCome) {
      this.#at.finishedAt = clock.now();
      return;
    }
    nextLoop(this.#at);
    await this.#open(null);
  }

  #handOver(draft: Draft): CsvPassage {
    const rows = draft.tally();
    const at = this.#at;
    at.rows = sumOf(at.rows, rows);
    at.row = this.#feed === undefined ? at.row : this.#feed.position;
    const share = at.finishedAt === null ? (this.#feed?.share ?? null) : 1;
    const progress: Progress = { ...at, share };
    this.#isDirty = false;
    this.#isFresh = false;
    return { records: draft.records, buried: draft.buried, position: progress, progress, rows };
  }

  async #obey(): Promise<void> {
    const { controls, clock } = this.#o;
    const at = this.#at;
    for (const { id, control } of controls.after(at.control)) {
      if (control.kind === "pause") {
        at.isPaused = true;
        this.#pacer.hold(clock.monotonic());
      } else if (control.kind === "resume") at.isPaused = false;
      else if (control.kind === "pace") {
        at.pace = control.pace;
        this.#pacer.change(control.pace, clock.monotonic());
      } else if (control.kind === "seek") await this.#seek(control.eventTime);
      else await this.#again();
      at.control = id;
      this.#isDirty = true;
    }
  }

  /** Rows of a run are never sent twice: what may lie behind the row in hand is another run's. */
  async #seek(sentTime: number): Promise<void> {
    const { source, plan, signal } = this.#o;
    const at = this.#at;
    const target = sentTime - (at.shiftMs ?? 0);
    const isOnwards = at.eventTime === null || sentTime > at.eventTime;
    const isAhead = isOnwards && (at.skipTo === null || target >= at.skipTo);
    const isOver = at.finishedAt !== null || this.#hasFailed;
    if (!isAhead || isOver) await this.#beginRun(await source.find(target, signal));
    else if (plan.order.by === "sort" && (await this.#isAllBefore(target)))
      await this.#open(await source.find(target, signal));
    at.skipTo = target;
    this.#pacer.leap();
  }

  /** Whether all rows read of a sorted source lie before `target`, buried ones too, as far as the row in hand tells. */
  async #isAllBefore(target: number): Promise<boolean> {
    const feed = this.#feed ?? (await this.#open(this.#at.row));
    await feed.load(this.#o.signal);
    const { row } = feed;
    return row !== undefined && row.fault === undefined && row.eventTime < target;
  }

  /** A run of which nothing stands in the log is begun anew itself, so that no run is empty. */
  async #again(): Promise<void> {
    this.#at.isPaused = false;
    if (!this.#isFresh) return this.#beginRun(null);
    Object.assign(this.#at, { skipTo: null, shiftMs: null });
    this.#pacer.leap();
    await this.#open(null);
  }

  async #beginRun(row: RowPosition | null): Promise<void> {
    nextRun(this.#at, this.#o.clock.now());
    this.#isFresh = true;
    this.#pacer.leap();
    await this.#open(row);
  }

  async #open(row: RowPosition | null): Promise<RowFeed<T>> {
    const { source, plan, signal } = this.#o;
    await this.#feed?.close();
    // What is sorted can be entered in the middle; all else is read from its beginning, and told as skipped.
    const isSought = row === null && plan.order.by === "sort" && plan.from !== undefined;
    const from = isSought ? await source.find(plan.from ?? 0, signal) : row;
    this.#feed = new RowFeed(source, from, replayName(source.fingerprint, this.#at));
    return this.#feed;
  }
}
