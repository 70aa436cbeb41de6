import { type BuriedPart, type Pack, RefusedValue } from "@tributary/runtime";
import type { ControlQueue } from "../control/control-queue.ts";
import { type Dataset, RowFault } from "../dataset.ts";
import type { GoodRow, RowSource } from "../row-source.ts";
import type { Alarm } from "./alarm.ts";
import { buriedRow } from "./buried-row.ts";
import type { Clock } from "./clock.ts";
import { advance, type Course, hasTooManyBad } from "./course.ts";
import { buriedSizeOf, type Draft, sizeOf, windowMs } from "./draft.ts";
import type { Pacer } from "./pacer.ts";
import type { ReplayPlan } from "./plan.ts";
import { replayName } from "./progress.ts";
import type { RowFeed } from "./row-feed.ts";
import { shiftOf } from "./shift.ts";

export interface Filling<T> {
  readonly source: Pick<RowSource<T>, "name" | "fingerprint">;
  readonly dataset: Pick<Dataset<T>, "shift" | "shiftStepMs" | "outliers">;
  readonly plan: ReplayPlan;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly controls: ControlQueue;
  readonly pack: Pack<T>;
  readonly signal: AbortSignal;
}

/** Rows between two looks at the clock, a power of two. */
const rowsPerLook = 256;

/** Loads drafts with rows as they become due. Walked through once a row: no closures, no promises but where it waits. */
export class Loader<T> {
  readonly #o: Filling<T>;
  readonly #at: Course;
  readonly #pacer: Pacer;

  constructor(options: Filling<T>, course: Course, pacer: Pacer) {
    this.#o = options;
    this.#at = course;
    this.#pacer = pacer;
  }

  /** Until the draft is full, its time is over, a control has come, or there are no more rows. */
  async fill(draft: Draft, feed: RowFeed<T>): Promise<"more" | "end"> {
    const { clock, plan, signal } = this.#o;
    const at = this.#at;
    let now = clock.monotonic();
    for (let looks = 1; ; looks += 1) {
      const row = feed.row;
      if (row === undefined || looks % rowsPerLook === 0) {
        if (!(await feed.load(signal))) return "end";
        now = clock.monotonic();
        if (this.#isOver(draft, now)) return "more";
        if (row === undefined) continue;
      }
      if (row.fault !== undefined) {
        // A bad row has no time of its own: within what a seek jumps over it is jumped over, else it is buried, also when its
        // neighbours are out of the window (a sorted reading begins and ends with the window, and does not come to them).
        if (at.skipTo !== null) draft.skipped += 1;
        else if (!this.#bury(draft, buriedRow(row, "decode", this.#origin))) return "more";
      } else if (this.#isSkipped(row.eventTime)) {
        if (plan.order.by === "sort" && plan.to !== undefined && row.eventTime >= plan.to) return "end";
        draft.skipped += 1;
      } else {
        at.shiftMs ??= this.#shiftFrom(row.eventTime);
        const due = this.#pacer.due(row.eventTime + at.shiftMs, now);
        if (due > now) {
          now = clock.monotonic();
          if (due > now && !(await this.#isDueAfterWait(due, draft))) return "more";
          now = clock.monotonic();
        }
        if (!this.#take(draft, row, feed, row.eventTime + at.shiftMs)) return "more";
        at.skipTo = null;
      }
      feed.pass();
      draft.begunAt ??= now;
      if (draft.buried.length > 0 && this.#isOneTooMany(draft)) return "more";
    }
  }

  #isOver(draft: Draft, now: number): boolean {
    if (this.#o.controls.after(this.#at.control).length > 0) return true;
    return draft.begunAt !== undefined && now - draft.begunAt > windowMs;
  }

  #isSkipped(eventTime: number): boolean {
    const { from, to } = this.#o.plan;
    const { skipTo } = this.#at;
    return (
      (from !== undefined && eventTime < from) ||
      (to !== undefined && eventTime >= to) ||
      (skipTo !== null && eventTime < skipTo)
    );
  }

  #isOneTooMany({ buried }: Draft): boolean {
    return hasTooManyBad({ buried: this.#at.rows.buried + buried.length }, this.#o.plan);
  }

  /** What has been taken goes off before a longer wait; a control ends every wait. */
  async #isDueAfterWait(due: number, draft: Draft): Promise<boolean> {
    const { alarm, clock, signal } = this.#o;
    if (draft.begunAt !== undefined && due > draft.begunAt + windowMs) return false;
    await alarm.sleep(due, signal);
    signal.throwIfAborted();
    return due <= clock.monotonic() && this.#o.controls.after(this.#at.control).length === 0;
  }

  /** False when the draft has no room for it. */
  #take(draft: Draft, row: GoodRow<T>, feed: RowFeed<T>, eventTime: number): boolean {
    const { dataset, pack } = this.#o;
    const shift = this.#at.shiftMs ?? 0;
    const value = shift === 0 ? row.value : dataset.shift(row.value, shift);
    try {
      const record = pack(value);
      if (!draft.hasRoomFor(sizeOf(record))) return false;
      draft.send(record);
    } catch (error) {
      if (!(error instanceof RefusedValue)) throw error;
      return this.#bury(draft, this.#refused(row, feed, error));
    }
    this.#pacer.take(eventTime);
    advance(this.#at, eventTime);
    if (row.isLate) draft.late += 1;
    if (dataset.outliers(value) > 0) draft.outliers += 1;
    return true;
  }

  #bury(draft: Draft, part: BuriedPart): boolean {
    if (!draft.hasRoomFor(buriedSizeOf(part))) return false;
    draft.bury(part);
    return true;
  }

  /** Where the source cannot give the row's bytes any more, the letter holds the value that was made of them. */
  #refused(row: GoodRow<T>, feed: RowFeed<T>, { field, message }: RefusedValue): BuriedPart {
    const { raw, byteOffset } = feed.original ?? {
      raw: Buffer.from(JSON.stringify(row.value)),
      byteOffset: -1,
    };
    const fault = new RowFault(field, "refused", message);
    return buriedRow({ fault, lineNumber: row.lineNumber, byteOffset, raw }, "validate", this.#origin);
  }

  #shiftFrom(eventTime: number): number {
    const { dataset, plan } = this.#o;
    const { startedAt, previousLatest } = this.#at;
    const rebaseTo = plan.rebase === "now" ? startedAt : undefined;
    return shiftOf({ eventTime, stepMs: dataset.shiftStepMs, rebaseTo, previousLatest });
  }

  get #origin() {
    const { name, fingerprint } = this.#o.source;
    return { file: name, fingerprint, replay: replayName(fingerprint, this.#at) };
  }
}
