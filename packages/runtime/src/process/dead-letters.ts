import { deadLetterHeaders, deadLetterTopicName, resendingOf } from "@tributary/contracts";
import type { IncomingRecord, TransactionRecord } from "@tributary/kafka";
import type { Poison } from "./poison.ts";

export interface BurialOptions {
  /** Name of group and service. */
  readonly group: string;
  /** Which build of the service buries. */
  readonly version: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Makes dead letters for `<group>.dlq`: in the record's own partition, key, value and headers as they came, ours beside
 * them. A record that was sent again keeps its history: one burial more, first seen when it was first buried.
 */
export function burial({ group, version, now }: BurialOptions) {
  return (record: IncomingRecord, poison: Poison): TransactionRecord => {
    const { topic, partition, offset, timestamp, key, value } = record;
    const earlier = resendingOf(record.headers);
    const ours = deadLetterHeaders({
      topic,
      partition,
      offset,
      timestamp,
      group,
      service: group,
      version,
      ...poison,
      attempts: (earlier?.attempts ?? 0) + 1,
      firstSeen: earlier?.firstSeen ?? now(),
    });
    return {
      topic: deadLetterTopicName(group),
      partition,
      key,
      value,
      headers: { ...record.headers, ...ours },
    };
  };
}
