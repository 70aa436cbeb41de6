import { everything } from "./channel-index.ts";
import { type Position, parseEventId, reaches } from "./event-position.ts";
import type { LiveView } from "./live-view.ts";
import type { PositionHistory } from "./position-history.ts";
import type { ViewEntry } from "./view.ts";

/** What a reader knows: the view as it was at `position`, not before `since` (milliseconds since the epoch). */
export interface Known {
  readonly position: Position;
  readonly since: number;
}

/** Why a reader is given everything anew; a metric's label. */
export type ResetReason = "first_visit" | "unreadable_id" | "other_log" | "ahead" | "too_long_ago";

/** Clocks of replicas and broker may differ by so much; a removal told twice does no harm. */
const clockToleranceMs = 30_000;

/** What a reader that names `lastEventId` knows, as far as this replica can tell. */
export function knownBy<T>(
  lastEventId: string | undefined,
  view: LiveView<T>,
  history: PositionHistory,
): Known | ResetReason {
  if (lastEventId === undefined || lastEventId === "") return "first_visit";
  const id = parseEventId(lastEventId);
  if (id === undefined) return "unreadable_id";
  const { epoch, position } = view.progress;
  if (id.epoch !== epoch || id.position.length !== position.length) return "other_log";
  if (!reaches(position, id.position)) return "ahead";
  const since = history.appendedUntil(id.position);
  return since === undefined ? "too_long_ago" : { position: id.position, since };
}

/** What brings a reader from what it knows to the present: of each key only the newest. */
export interface Missed<T> {
  readonly removed: readonly string[];
  readonly changed: readonly {
    readonly channel: string;
    readonly entries: readonly ViewEntry<T>[];
    /** How many entries the channel has, changed or not. */
    readonly size: number;
  }[];
  /** Of these channels too, but beyond the view's window. */
  readonly bygone: readonly ViewEntry<T>[];
}

/** Undefined when removals, or changes beyond the window, since then are no longer remembered. */
export function missedSince<T>(
  known: Known,
  channels: readonly string[],
  view: LiveView<T>,
): Missed<T> | undefined {
  const removals = view.removedSince(known.since - clockToleranceMs);
  const recentlyBygone = view.bygoneSince(known.position);
  if (removals === undefined || recentlyBygone === undefined) return undefined;
  const isNew = (partition: number, offset: number) => offset >= (known.position[partition] ?? 0);
  const changed = channels.map((channel) => {
    const content = view.in(channel);
    const entries = [...content.values()].filter((entry) => isNew(entry.partition, entry.offset));
    return { channel, entries, size: content.size };
  });

  const wanted = new Set(channels);
  const isWanted = (names: readonly string[]) =>
    wanted.has(everything) || names.some((name) => wanted.has(name));
  const removed: string[] = [];
  for (const { key, channels: left, partition, enteredOffset } of removals) {
    if (isWanted(left) || isNew(partition, enteredOffset)) removed.push(key);
  }
  // With a window, no key ever moves to another channel.
  if (!wanted.has(everything) && view.definition.window === undefined) {
    for (const { key, channels: now, partition, enteredOffset } of view.entries()) {
      if (isNew(partition, enteredOffset) && !isWanted(now)) removed.push(key);
    }
  }
  const bygone = recentlyBygone.filter(({ channels: names }) => isWanted(names));
  return { removed, changed, bygone };
}
