import { controlTopicName } from "@tributary/contracts";
import type { IncomingRecord, Operator } from "@tributary/kafka";
import { batches, boundsOf } from "../log-reading/batches.ts";

/** What `<group>.control` says now: the newest of each key, tombstones taken as "no more". */
export interface Control {
  readonly tripped: { readonly reason: string; readonly at: number } | null;
  /** When the letter of `<partition>:<offset>` was sent again, newest last. */
  readonly resent: ReadonlyMap<string, readonly number[]>;
}

const tripKey = "trip";
const resentPrefix = "resent:";

export const letterKey = ({ partition, offset }: { readonly partition: number; readonly offset: number }) =>
  `${partition}:${offset}`;

/** Of a letter's key, or of its place. */
export const resentKey = (letter: string): string => `${resentPrefix}${letter}`;

/** The record that lets a tripped group go on. */
export const resumption = { key: tripKey, value: null } as const;

export async function readControl(operator: Operator, group: string): Promise<Control> {
  const topic = controlTopicName(group);
  const newest = new Map<string, IncomingRecord>();
  for (const [partition, bounds] of ((await boundsOf(operator, topic)) ?? []).entries())
    for await (const { records } of batches(operator, topic, partition, bounds))
      for (const record of records) newest.set(String(record.key ?? ""), record);
  return controlOf(newest);
}

/** Of the newest record of each key. What cannot be read still counts: as a trip, as a re-sending. */
export function controlOf(newest: ReadonlyMap<string, Pick<IncomingRecord, "value" | "timestamp">>): Control {
  const trip = newest.get(tripKey);
  const resent = new Map<string, readonly number[]>();
  for (const [key, record] of newest) {
    if (!key.startsWith(resentPrefix) || record.value === null) continue;
    const times = objectOf(record.value).at;
    // A mark that says no time still says that the letter was sent again.
    const at = Array.isArray(times) ? times.filter((time) => Number.isFinite(time)) : [];
    resent.set(key.slice(resentPrefix.length), at.length > 0 ? at : [record.timestamp]);
  }
  return { tripped: trip?.value ? trippedOf(trip.value, trip.timestamp) : null, resent };
}

function trippedOf(value: Buffer, appendedAt: number): NonNullable<Control["tripped"]> {
  const { reason, at } = objectOf(value);
  return {
    reason: typeof reason === "string" ? reason : "unknown: what was written about it cannot be read",
    at: Number.isFinite(at) ? (at as number) : appendedAt,
  };
}

function objectOf(value: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return parsed !== null && typeof parsed === "object" ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
