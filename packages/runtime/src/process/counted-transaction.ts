import type { TransactionRecord } from "@tributary/kafka";
import type { ProcessMetrics } from "./process-metrics.ts";
import { sentTo } from "./sent-records.ts";

export interface CountedTransactionOptions {
  readonly metrics: Pick<ProcessMetrics, "transactions" | "transactionDuration" | "sent">;
  /** What goes there is not counted as sent. */
  readonly stateTopic: string;
}

/** Commits records by `commit`, and has the metrics tell how it went. */
export async function countedTransaction(
  records: readonly TransactionRecord[],
  commit: () => Promise<void>,
  { metrics, stateTopic }: CountedTransactionOptions,
): Promise<void> {
  const stop = metrics.transactionDuration.startTimer();
  try {
    await commit();
  } catch (error) {
    metrics.transactions.inc({ outcome: "failed" });
    throw error;
  }
  stop();
  metrics.transactions.inc({ outcome: "committed" });
  for (const [topic, count] of sentTo(records, stateTopic))
    metrics.sent.inc({ messaging_destination_name: topic }, count);
}
