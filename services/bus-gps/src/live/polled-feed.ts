import type { VehiclePosition } from "@tributary/contracts";
import { backOffMs, type Context } from "@tributary/runtime";
import { pause } from "../pause.ts";
import type { DocumentSource } from "./document.ts";
import { DocumentError } from "./document-error.ts";
import { feedBackOff } from "./feed-back-off.ts";
import type { FeedReader } from "./feed-record.ts";
import { newerOnly } from "./newer-only.ts";

export interface PolledFeedOptions {
  readonly source: DocumentSource;
  readonly read: FeedReader;
  readonly intervalMs: number;
  /** 0 to below 1. */
  readonly random: () => number;
}

/**
 * Looks at a document again and again and yields every fix newer than its vehicle's last, until the signal
 * aborts. Whatever goes wrong is counted, logged and tried again: a feed that is down is weather.
 */
export async function* polledFeed(
  { source, read, intervalMs, random }: PolledFeedOptions,
  { log, metrics, now, signal }: Pick<Context, "log" | "metrics" | "now" | "signal">,
): AsyncGenerator<VehiclePosition> {
  const polls = metrics.counter(
    "transit_feed_polls_total",
    "Looks at the feed: read, unchanged, or why not. Only failures for minutes: the map goes stale; see the log.",
    ["outcome"],
  );
  const skipped = metrics.counter(
    "transit_feed_records_skipped_total",
    "Records of the feed that were not published. `repeated` is usual; a rise of others: the feed has changed.",
    ["reason"],
  );
  const isNewer = newerOnly(now);
  const range = feedBackOff(intervalMs);
  let failures = 0;
  while (!signal.aborted) {
    let wait = intervalMs;
    try {
      const document = await source.open(signal);
      if (document !== undefined) {
        for await (const record of read(document.body)) {
          if ("skipped" in record) skipped.inc({ reason: record.skipped });
          else if (!isNewer(record.position.vehicleId, record.position.observedAt))
            skipped.inc({ reason: "repeated" });
          else yield record.position;
        }
        document.accepted();
      }
      polls.inc({ outcome: document === undefined ? "unchanged" : "read" });
      if (failures > 0) log.info({ feed: source.shown, failures }, "the feed is back");
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      const { failure, message, cause, retryAfterMs } = asDocumentError(error);
      failures++;
      wait = backOffMs(failures, range, random(), retryAfterMs);
      polls.inc({ outcome: failure });
      log.warn(
        { feed: source.shown, failure, detail: message, cause, failures, waitMs: Math.round(wait) },
        "the feed failed",
      );
    }
    await pause(wait, signal);
  }
}

/** A reader or a disk may fail in ways of their own; here nothing is fatal. */
function asDocumentError(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  return new DocumentError("unreachable", error instanceof Error ? error.message : String(error));
}
