import { deadLetterTopicName } from "@tributary/contracts";
import type { Operator } from "@tributary/kafka";
import { readControl } from "../control/control.ts";
import { boundsOf } from "../log-reading/batches.ts";
import type { DeadLetterFilter, DeadLetterPage, DeadLetterSummary } from "../operations.ts";
import { summaryOf } from "./buried-letter.ts";
import { matches } from "./matching.ts";
import { newestFirst, type ScanBounds } from "./newest-first.ts";

/** Groups whose dead letters a filter speaks of. */
export async function groupsOf(operator: Operator, { group }: DeadLetterFilter): Promise<string[]> {
  if (group !== undefined) return [group];
  const suffix = deadLetterTopicName("");
  return (await operator.topics())
    .filter((topic) => topic.endsWith(suffix) && topic.length > suffix.length)
    .map((topic) => topic.slice(0, -suffix.length));
}

const newest = (a: DeadLetterSummary, b: DeadLetterSummary) =>
  b.buriedAt - a.buriedAt || b.offset - a.offset || a.partition - b.partition;

/** The newest `limit` letters that match, of the newest letters of each partition. */
export async function deadLetterList(
  operator: Operator,
  filter: DeadLetterFilter,
  limit: number,
  scan?: ScanBounds,
): Promise<DeadLetterPage> {
  let kept: DeadLetterSummary[] = [];
  let total = 0;
  let isComplete = true;
  for (const group of await groupsOf(operator, filter)) {
    const topic = deadLetterTopicName(group);
    const bounds = (await boundsOf(operator, topic)) ?? [];
    const control = bounds.some(({ start, end }) => end > start)
      ? await readControl(operator, group)
      : { resent: new Map() };
    for (const [partition, range] of bounds.entries()) {
      const found: DeadLetterSummary[] = [];
      const reachedStart = await newestFirst(
        operator,
        topic,
        partition,
        range,
        (record) => {
          const summary = summaryOf(group, record, control);
          if (matches(filter, summary)) found.push(summary);
        },
        scan,
      );
      total += found.length;
      isComplete &&= reachedStart;
      kept = [...kept, ...found].sort(newest).slice(0, limit);
    }
  }
  return { deadLetters: kept, total, isComplete };
}
