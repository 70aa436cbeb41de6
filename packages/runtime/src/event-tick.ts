import { everything } from "./channel-index.ts";
import { contentFrame, idFrame, removeFrame } from "./event-frame.ts";
import type { Position } from "./event-position.ts";
import type { LiveView } from "./live-view.ts";
import type { RowEncoder } from "./row-encoder.ts";
import type { ViewEntry } from "./view.ts";
import type { Changes } from "./view-changes.ts";

/** What one channel's readers are told of one tick. */
export interface ChannelFrame {
  readonly remove: Buffer | undefined;
  readonly delta: Buffer | undefined;
  /** Append time of the oldest change in it, or undefined when there are only removals. */
  readonly appendedAt: number | undefined;
}

/** One look at a view: its changes by channel, each encoded when its first reader asks and shared by all. */
export class EventTick<T> {
  readonly number: number;
  readonly clock: number;
  readonly position: Position;
  readonly idFrame: Buffer;
  /** False when the log stands where it stood a tick ago. */
  readonly hasMoved: boolean;
  readonly #view: LiveView<T>;
  readonly #encoder: RowEncoder<T>;
  readonly #onEncoded: () => void;
  readonly #changed = new Map<string, ViewEntry<T>[]>();
  readonly #removed = new Map<string, string[]>();
  readonly #frames = new Map<string, ChannelFrame>();
  readonly #contents = new Map<string, Buffer>();

  constructor(o: {
    readonly previous: EventTick<T> | undefined;
    readonly clock: number;
    readonly view: LiveView<T>;
    readonly changes: Changes<T>;
    readonly encoder: RowEncoder<T>;
    readonly onEncoded: () => void;
  }) {
    this.number = (o.previous?.number ?? 0) + 1;
    this.clock = o.clock;
    this.position = o.view.progress.position;
    this.idFrame = idFrame(o.view.progress.eventId);
    this.hasMoved = o.previous === undefined || !o.previous.idFrame.equals(this.idFrame);
    this.#view = o.view;
    this.#encoder = o.encoder;
    this.#onEncoded = o.onEncoded;
    for (const { entry, channels } of o.changes.changed) {
      for (const channel of [everything, ...channels]) gather(this.#changed, channel, entry);
    }
    for (const { key, channels } of o.changes.removed) {
      for (const channel of [everything, ...channels]) gather(this.#removed, channel, key);
    }
  }

  /** What changed in a channel since the tick before, or undefined when nothing did. */
  frame(channel: string): ChannelFrame | undefined {
    const entries = this.#changed.get(channel) ?? [];
    const keys = this.#removed.get(channel) ?? [];
    if (entries.length === 0 && keys.length === 0) return undefined;
    let frame = this.#frames.get(channel);
    if (frame === undefined) {
      frame = {
        remove: keys.length === 0 ? undefined : removeFrame(this.clock, keys),
        delta: entries.length === 0 ? undefined : Buffer.concat(this.delta([this.rows(entries)])),
        appendedAt: oldestAppend(entries),
      };
      this.#frames.set(channel, frame);
      this.#onEncoded();
    }
    return frame;
  }

  /** Rows of all that is in a channel: at least as new as `position`, and shared until the next tick. */
  content(channel: string): Buffer {
    let rows = this.#contents.get(channel);
    if (rows === undefined) {
      rows = this.rows(this.#view.in(channel).values());
      this.#contents.set(channel, rows);
      this.#onEncoded();
    }
    return rows;
  }

  rows(entries: Iterable<ViewEntry<T>>): Buffer {
    return this.#encoder.encode(entries);
  }

  delta(rows: readonly Buffer[]): Buffer[] {
    return contentFrame("delta", this.clock, this.#encoder.columns, rows);
  }

  reset(channels: readonly string[]): Buffer[] {
    const rows = channels.map((channel) => this.content(channel));
    return contentFrame("reset", this.clock, this.#encoder.columns, rows);
  }
}

export function oldestAppend<T>(entries: readonly ViewEntry<T>[]): number | undefined {
  let oldest: number | undefined;
  for (const { appendedAt } of entries) {
    if (oldest === undefined || appendedAt < oldest) oldest = appendedAt;
  }
  return oldest;
}

function gather<V>(lists: Map<string, V[]>, name: string, value: V): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
