import type { KafkaLog } from "../kafka-log.ts";
import type { Leaders, LogBounds } from "./leaders.ts";
import type { PartitionLane } from "./partition-lane.ts";

export interface Resumption {
  readonly offset: number;
  /** Records that retention took before they were read. */
  readonly missedRecords: number;
  /** The log ends before where it was read up to: the cluster has lost records that it had shown. */
  readonly isTruncated: boolean;
}

/** Where to go on when the log does not hold `position`; undefined when it does by now. */
export function resumption(position: number, { start, end }: LogBounds): Resumption | undefined {
  if (position < start) return { offset: start, missedRecords: start - position, isTruncated: false };
  if (position > end) return { offset: end, missedRecords: 0, isTruncated: true };
  return undefined;
}

/** Sends the lane there, and says so in the log. Rejects `conflict` when the topic was deleted and made again. */
export async function resume(
  lane: PartitionLane,
  { leaders, log }: { readonly leaders: Leaders; readonly log: KafkaLog },
): Promise<void> {
  const { topic, partition, fetchOffset } = lane;
  await leaders.assertSameLog(topic);
  const bounds = await leaders.bounds(lane);
  const there = resumption(fetchOffset, bounds);
  if (there === undefined || lane.fetchOffset !== fetchOffset || !lane.hasRoom) return;
  const { missedRecords, isTruncated } = there;
  const told = { topic, partition, position: fetchOffset, ...bounds, missedRecords };
  if (isTruncated) log.error(told, "the log lost records that had been read; going on at its end");
  else log.warn(told, "retention took records before they were read; going on at the log's start");
  lane.goOnAt(there.offset, missedRecords, bounds.end);
}
