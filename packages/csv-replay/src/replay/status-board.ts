import type { ControlQueue } from "../control/control-queue.ts";
import type { ReplayState, ReplayStatus } from "../replay-status.ts";
import type { RowSource } from "../row-source.ts";
import type { Clock } from "./clock.ts";
import { hasTooManyBad } from "./course.ts";
import type { CsvPassage } from "./draft.ts";
import type { ReplayPlan } from "./plan.ts";
import { type Progress, replayName } from "./progress.ts";
import { RateWindow } from "./rate-window.ts";
import { remainingSeconds } from "./remaining.ts";
import { emptyTally, readRows } from "./tally.ts";

export interface StatusBoardOptions {
  readonly source: Pick<RowSource<unknown>, "name" | "fingerprint" | "span">;
  readonly dataset: string;
  readonly plan: ReplayPlan;
  readonly clock: Clock;
  readonly controls: ControlQueue;
}

/** `waiting`: not the owner. Between `preparing` and `reading` the source is made ready. */
type Phase = "waiting" | "preparing" | "reading" | "failed";

const waitingWords = "waits for its turn: another instance may own this file, or the broker is away";
const windowMs = 5_000;

/** What is known of a replay: its numbers are those in the log, its pace and pause those that were asked for last. */
export class StatusBoard {
  readonly #o: StatusBoardOptions;
  readonly #listeners = new Set<() => void>();
  readonly #window = new RateWindow(windowMs);
  #progress: Progress | undefined;
  #phase: Phase = "waiting";
  #detail: string | null = waitingWords;
  #readHere = 0;

  constructor(options: StatusBoardOptions) {
    this.#o = options;
  }

  /** As it stands in the log, as far as this process knows. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** Rows that this process has brought into the log. */
  get readHere(): number {
    return this.#readHere;
  }

  /** `listener` is called at every change; answers how to end that. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  enter(phase: Phase, detail: string | null = phase === "waiting" ? waitingWords : null): void {
    if (phase === this.#phase && detail === this.#detail) return;
    this.#phase = phase;
    this.#detail = detail;
    this.changed();
  }

  /** Reading begins at what the log says. */
  found(progress: Progress | undefined): void {
    this.#progress = progress;
    this.#sampleAnew();
    this.enter("reading");
  }

  written({ progress, rows }: CsvPassage): void {
    const before = this.#progress;
    const isSameLoop = before?.run === progress.run && before.loop === progress.loop;
    this.#progress = progress;
    this.#readHere += readRows(rows);
    if (!isSameLoop) this.#sampleAnew();
    this.#window.add(this.#o.clock.monotonic(), this.#readHere, progress.share);
    this.changed();
  }

  #sampleAnew(): void {
    this.#window.clear();
    this.#window.add(this.#o.clock.monotonic(), this.#readHere, this.#progress?.share ?? null);
  }

  get state(): ReplayState {
    if (this.#phase !== "reading") return this.#phase;
    const { isPaused, isNewRun } = this.#wanted();
    if (this.#progress !== undefined && !isNewRun) {
      if (hasTooManyBad(this.#progress.rows, this.#o.plan)) return "failed";
      if (this.#progress.finishedAt !== null) return "finished";
    }
    return isPaused ? "paused" : "running";
  }

  status(): ReplayStatus {
    const { source, dataset, plan, clock } = this.#o;
    const progress = this.#progress;
    const { pace } = this.#wanted();
    const { reasons: _, ...rows } = progress?.rows ?? emptyTally;
    const { state } = this;
    const now = clock.monotonic();
    const share = progress === undefined ? 0 : progress.share;
    const eventTime = progress?.eventTime ?? null;
    const { first, last } = this.#ends();
    const sharePerSecond = this.#window.sharePerSecond(now);
    const ahead = { pace, gapCapMs: plan.gapCapMs, eventTime, lastEventTime: last, share, sharePerSecond };
    return {
      state,
      detail: state === "failed" && this.#phase === "reading" ? tooManyBadWords(plan) : this.#detail,
      file: source.name,
      fingerprint: source.fingerprint,
      dataset,
      replay: progress === undefined ? null : replayName(source.fingerprint, progress),
      run: progress?.run ?? 0,
      loop: progress?.loop ?? 0,
      pace,
      gapCapMs: plan.gapCapMs ?? null,
      isLooping: plan.isLooping,
      eventTime,
      firstEventTime: first,
      lastEventTime: last,
      rows: { read: readRows(rows), ...rows },
      rowsPerSecond: state === "running" ? this.#window.rowsPerSecond(now) : 0,
      share,
      remainingSeconds: state === "finished" ? 0 : remainingSeconds(ahead),
      startedAt: progress?.startedAt ?? null,
      finishedAt: progress?.finishedAt ?? null,
      clock: clock.now(),
    };
  }

  /** Pace and pause as they will be once all that was asked for is done, and whether what is over begins anew. */
  #wanted() {
    const { plan, controls } = this.#o;
    let { pace, isPaused } = this.#progress ?? { pace: plan.pace, isPaused: false };
    let isNewRun = false;
    for (const { control } of controls.after(this.#progress?.control ?? null)) {
      if (control.kind === "again" || control.kind === "seek") isNewRun = true;
      if (control.kind === "pace") pace = control.pace;
      if (control.kind === "pause") isPaused = true;
      if (control.kind === "resume" || control.kind === "again") isPaused = false;
    }
    return { pace, isPaused, isNewRun };
  }

  /** First and last event time as sent. What the source does not know is known by what was sent. */
  #ends(): { readonly first: number | null; readonly last: number | null } {
    const { source, plan } = this.#o;
    const { shiftMs = null, earliest = null, latest = null, finishedAt = null } = this.#progress ?? {};
    const { span } = source;
    const first = span === undefined ? undefined : Math.max(span.first, plan.from ?? span.first);
    const last = span?.last === undefined ? undefined : Math.min(span.last, (plan.to ?? Infinity) - 1);
    const isShiftKnown = shiftMs !== null || plan.rebase === "off";
    const shifted = (time: number | undefined) =>
      time === undefined || !isShiftKnown ? null : time + (shiftMs ?? 0);
    return {
      first: shifted(first) ?? earliest,
      last: shifted(last) ?? (finishedAt === null ? null : latest),
    };
  }
}

const tooManyBadWords = ({ maxBad }: ReplayPlan) =>
  `more than the ${maxBad} bad rows that are allowed: see the dead letters`;
