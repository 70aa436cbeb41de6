import type { TransactionRecord } from "@tributary/kafka";

/** How many records go to each topic but the state's own. */
export function sentTo(records: readonly TransactionRecord[], stateTopic: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { topic } of records) if (topic !== stateTopic) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}
