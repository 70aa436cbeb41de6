import { removeFrame, retryFrame } from "./event-frame.ts";
import type { EventHubMetrics } from "./event-hub-metrics.ts";
import type { EventReader } from "./event-reader.ts";
import { type EventTick, oldestAppend } from "./event-tick.ts";
import type { LiveView } from "./live-view.ts";
import type { PositionHistory } from "./position-history.ts";
import { type Known, knownBy, type Missed, missedSince } from "./resumption.ts";

export interface EventDeliveryOptions<T> {
  readonly view: LiveView<T>;
  readonly history: PositionHistory;
  readonly metrics: EventHubMetrics;
  readonly now: () => number;
  readonly mostQueuedBytes: number;
}

/** Decides what one reader is sent at one tick: everything, what it missed, or what just changed. */
export class EventDelivery<T> {
  readonly #o: EventDeliveryOptions<T>;

  constructor(options: EventDeliveryOptions<T>) {
    this.#o = options;
  }

  deliver(reader: EventReader, tick: EventTick<T>): void {
    if (reader.isClosed || !reader.isIdle) return;
    if (reader.seen === undefined) this.greet(reader, tick);
    else if (reader.seen.number === tick.number - 1) this.#tell(reader, tick);
    else if (reader.seen.number < tick.number) this.#catchUp(reader, reader.seen, tick);
  }

  /** First words: what changed since the reader was here, or everything. */
  greet(reader: EventReader, tick: EventTick<T>): void {
    const { view, history, metrics } = this.#o;
    const known = knownBy(reader.lastEventId, view, history);
    const missed = typeof known === "string" ? undefined : missedSince(known, reader.channels, view);
    if (missed !== undefined) {
      metrics.greeted.inc({ how: "resumed" });
      this.#write(reader, tick, [retryFrame, ...framesOf(missed, tick)]);
    } else {
      metrics.greeted.inc({ how: typeof known === "string" ? known : "too_long_ago" });
      this.#write(reader, tick, [retryFrame, ...tick.reset(reader.channels), tick.idFrame]);
    }
  }

  #tell(reader: EventReader, tick: EventTick<T>): void {
    const removes: Buffer[] = [];
    const deltas: Buffer[] = [];
    let oldest: number | undefined;
    for (const channel of reader.channels) {
      const frame = tick.frame(channel);
      if (frame?.remove !== undefined) removes.push(frame.remove);
      if (frame?.delta !== undefined) deltas.push(frame.delta);
      if (frame?.appendedAt !== undefined) oldest = Math.min(oldest ?? frame.appendedAt, frame.appendedAt);
    }
    const frames = [...removes, ...deltas];
    if (tick.hasMoved || frames.length > 0) frames.push(tick.idFrame);
    this.#write(reader, tick, frames, oldest);
  }

  #catchUp(reader: EventReader, known: Known, tick: EventTick<T>): void {
    const { view, metrics, mostQueuedBytes } = this.#o;
    const missed = missedSince(known, reader.channels, view);
    const frames =
      missed === undefined ? [...tick.reset(reader.channels), tick.idFrame] : framesOf(missed, tick);
    if (frames.reduce((sum, frame) => sum + frame.length, 0) > mostQueuedBytes) {
      metrics.cut.inc({ reason: "too_far_behind" });
      reader.cut();
      return;
    }
    metrics.caughtUp.inc();
    const oldest = oldestAppend(missed?.changed.flatMap(({ entries }) => entries) ?? []);
    this.#write(reader, tick, frames, oldest);
  }

  #write(reader: EventReader, tick: EventTick<T>, frames: readonly Buffer[], appendedAt?: number): void {
    const { metrics, now } = this.#o;
    reader.seen = { number: tick.number, position: tick.position, since: tick.clock };
    if (frames.length === 0) return;
    reader.send(frames);
    metrics.written.inc(frames.length);
    metrics.bytes.inc(frames.reduce((sum, frame) => sum + frame.length, 0));
    if (appendedAt !== undefined) metrics.delay.observe(Math.max(0, now() - appendedAt) / 1000);
  }
}

/**
 * A channel of which half or more has changed is sent whole, in bytes that all readers share:
 * a crowd of slow readers then costs no memory of its own.
 */
function framesOf<T>(missed: Missed<T>, tick: EventTick<T>): Buffer[] {
  const rows = missed.changed.map(({ channel, entries, size }) =>
    entries.length * 2 >= size ? tick.content(channel) : tick.rows(entries),
  );
  rows.push(tick.rows(missed.bygone));
  const frames = missed.removed.length === 0 ? [] : [removeFrame(tick.clock, missed.removed)];
  if (rows.some((part) => part.length > 0)) frames.push(...tick.delta(rows));
  frames.push(tick.idFrame);
  return frames;
}
