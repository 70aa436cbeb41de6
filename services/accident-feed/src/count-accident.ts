import {
  type Accident,
  accident,
  accidentCount,
  accidentCountKey,
  isOlder,
  narrowed,
} from "@tributary/contracts";
import { type Emit, emit, type Message, retract } from "@tributary/runtime";
import { hourOfWeek } from "./hour-of-week.ts";

const countedFields = ["replay", "state", "severityLevel", "startedLocal"] as const;

/** What is counted of an accident. */
export type CountedAccident = Pick<Accident, (typeof countedFields)[number]>;

/** Accidents as they are counted here; the others are of their key and event time. */
export const countedAccident = narrowed(accident, [...countedFields, "accidentId", "startedAt"]);

/** What one partition has of a state, severity and hour of the week: replays in the order in which they began. */
export type ReplayCounts = readonly { readonly replay: string; readonly accidentCount: number }[];

/** A state must not grow with every replay there ever was. */
export const mostReplays = 2;

type Counted = Pick<Message<CountedAccident>, "value" | "partition">;

/** `OH|2|31`: what is counted together, in each partition apart. */
export function countedTogether({ value }: Pick<Counted, "value">): string {
  return `${value.state}|${value.severityLevel}|${hourOfWeek(value.startedLocal)}`;
}

/**
 * Counts an accident in its replay. A third replay that began after the others takes back the count of the oldest; an
 * accident of a replay that began before both that are kept is not counted.
 */
export function countAccident(
  counts: ReplayCounts = [],
  message: Counted,
): readonly [ReplayCounts, readonly Emit[]] {
  const { replay } = message.value;
  for (let index = counts.length - 1; index >= 0; index--) {
    const before = counts[index];
    if (before === undefined || before.replay !== replay) continue;
    const count = { replay, accidentCount: before.accidentCount + 1 };
    const next: (typeof count)[] = [];
    for (const other of counts) next.push(other === before ? count : other);
    return [next, [emit(accidentCount, { ...placeOf(message), ...count })]];
  }
  return joined(counts, message);
}

/** The counts with a replay that they did not know. */
function joined(counts: ReplayCounts, message: Counted): readonly [ReplayCounts, readonly Emit[]] {
  const { replay } = message.value;
  const place = counts.findLastIndex((other) => isOlder(other.replay, replay)) + 1;
  if (place === 0 && counts.length >= mostReplays) return [counts, []];
  const count = { replay, accidentCount: 1 };
  const next = counts.toSpliced(place, 0, count);
  const dropped = next.splice(0, next.length - mostReplays);
  const where = placeOf(message);
  const retracted = dropped.map((old) =>
    retract(accidentCount, accidentCountKey({ ...where, replay: old.replay })),
  );
  return [next, [emit(accidentCount, { ...where, ...count }), ...retracted]];
}

function placeOf({ value: { state, severityLevel, startedLocal }, partition }: Counted) {
  return { state, severityLevel, hourOfWeek: hourOfWeek(startedLocal), part: partition };
}
