import type { GroupDescription, Operator } from "@tributary/kafka";
import { type Bounds, boundsOf } from "../log-reading/batches.ts";
import type { PartitionLag } from "../operations.ts";
import type { RecordTally, Tally } from "./record-tally.ts";

interface Place {
  readonly topic: string;
  readonly partition: number;
}

export interface LagSources {
  readonly operator: Operator;
  readonly tally: RecordTally;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
}

const placeKey = ({ topic, partition }: Place) => JSON.stringify([topic, partition]);

/**
 * Lag of every partition that the group has committed in or that a member holds, by topic and partition; those of a
 * topic that is gone are left out. A partition without a committed offset is to be done from the log's start.
 */
export async function partitionLags(
  group: string,
  members: GroupDescription["members"],
  { operator, tally, now }: LagSources,
): Promise<PartitionLag[]> {
  const committed = await operator.committed(group);
  const offsets = new Map(committed.map((one) => [placeKey(one), one.offset]));
  const holders = new Map(
    members.flatMap(({ memberId, assignment }) => assignment.map((one) => [placeKey(one), memberId])),
  );
  const held = members.flatMap(({ assignment }) => assignment);
  const places = new Map<string, Place>([...committed, ...held].map((one) => [placeKey(one), one]));
  const lags: PartitionLag[] = [];
  for (const [topic, ofTopic] of Map.groupBy(places.values(), (place) => place.topic)) {
    const bounds = (await boundsOf(operator, topic)) ?? [];
    for (const { partition } of ofTopic) {
      const log = bounds[partition];
      if (log === undefined) continue;
      const key = placeKey({ topic, partition });
      const offset = offsets.get(key) ?? null;
      const todo = await tally.count(`lag of ${group}`, topic, partition, toDo(offset, log));
      const place = { topic, partition, memberId: holders.get(key) ?? null };
      lags.push({ ...place, committed: offset, end: log.end, ...lagOf(todo, now()) });
    }
  }
  return lags.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
}

/** What retention has taken is not to do any more; an offset beyond the end leaves nothing. */
export function toDo(committed: number | null, { start, end }: Bounds): Bounds {
  return { start: Math.min(Math.max(committed ?? start, start), end), end };
}

/** Clocks of broker and reader differ: an age below 0 is 0. */
export function lagOf({ records, isExact, firstAt }: Tally, now: number) {
  const lagSeconds = firstAt === undefined ? 0 : Math.max(0, (now - firstAt) / 1_000);
  return { lagRecords: records, isExact, lagSeconds };
}
