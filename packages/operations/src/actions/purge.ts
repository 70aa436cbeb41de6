import { deadLetterTopicName } from "@tributary/contracts";
import type { Operator } from "@tributary/kafka";
import { readControl } from "../control/control.ts";
import { type Bounds, batches, boundsOf } from "../log-reading/batches.ts";
import type { Outbox } from "./outbox.ts";
import { ResentMarks } from "./resent-marks.ts";

export interface PurgeTools {
  readonly operator: Operator;
  readonly outbox: Outbox;
  readonly by: string;
}

export interface PurgeScope {
  readonly group: string;
  readonly buriedBefore?: number;
}

/** Deletes letters from the start of each partition; answers how many. */
export async function purge(
  { group, buriedBefore = Number.POSITIVE_INFINITY }: PurgeScope,
  { dryRun }: { readonly dryRun: boolean },
  { operator, outbox, by }: PurgeTools,
): Promise<{ readonly purged: number }> {
  const topic = deadLetterTopicName(group);
  let purged = 0;
  const left: Bounds[] = [];
  for (const [partition, bounds] of ((await boundsOf(operator, topic)) ?? []).entries()) {
    const cut = await findCut(operator, topic, partition, bounds, buriedBefore);
    if (!dryRun && cut.offset > bounds.start)
      await operator.deleteBefore({ topic, partition, offset: cut.offset });
    purged += cut.letters;
    left.push({ start: cut.offset, end: bounds.end });
  }
  if (!dryRun && purged > 0) {
    const control = await readControl(operator, group);
    if (control.resent.size > 0) await new ResentMarks(outbox, by).forgetGone(group, control, left);
  }
  return { purged };
}

/** First offset to keep, and how many letters lie before it. */
async function findCut(
  operator: Operator,
  topic: string,
  partition: number,
  bounds: Bounds,
  buriedBefore: number,
): Promise<{ readonly offset: number; readonly letters: number }> {
  let letters = 0;
  for await (const { records } of batches(operator, topic, partition, bounds))
    for (const { offset, timestamp } of records) {
      if (timestamp >= buriedBefore) return { offset, letters };
      letters++;
    }
  return { offset: bounds.end, letters };
}
