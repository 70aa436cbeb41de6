import type { GroupChunk, IncomingRecord, Tenure } from "@tributary/kafka";
import type { Entry } from "./entry.ts";
import type { Workshop } from "./workshop.ts";

/** How long a lane of a tripped group waits before it looks again. */
export const trippedPauseMs = 1_000;

/** Reads records in, and books what the registry had to do with it; answers how long to pause when it does not answer. */
export async function takeIn(
  chunk: Pick<GroupChunk, "topic">,
  records: readonly IncomingRecord[],
  { inbox, weather }: Pick<Workshop, "inbox" | "weather">,
  tenure: Tenure,
): Promise<readonly Entry<unknown>[] | { readonly pauseMs: number }> {
  const entries = await inbox.read(chunk, records);
  if (entries === undefined)
    return { pauseMs: weather.failed("registry", tenure, new Error("the registry does not answer")) };
  weather.succeeded("registry", tenure);
  return entries;
}
