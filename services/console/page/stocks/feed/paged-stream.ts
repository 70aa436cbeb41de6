import { liveStream, Refused } from "../../stream/live-stream.ts";
import type { StreamEvent } from "../../stream/sse-parser.ts";
import type { BarPage } from "./bar-frame.ts";

const PAGE_TIMEOUT_MS = 15_000;

/** Bars that a page is opened with: a screen or two, and quick. Older ones are asked for when they come near. */
export const FIRST_BARS = 1_000;

/**
 * One page of bars, newest first.
 * @throws Refused when the answer is none; TypeError when there is none at all
 */
export async function barPage(query: string, signal: AbortSignal): Promise<BarPage> {
  const response = await fetch(`/api/technical-indicators/bars?${query}`, {
    cache: "no-store",
    signal: AbortSignal.any([signal, AbortSignal.timeout(PAGE_TIMEOUT_MS)]),
  });
  const body = (await response.json().catch(() => undefined)) as BarPage & { readonly message?: string };
  if (!response.ok || body?.eventId === undefined)
    throw new Refused(response.status, body?.message ?? `the server answered ${response.status}`);
  return body;
}

/**
 * The newest bars as a `reset`, then the stream that tells what changes from there on, as one stream; whoever comes back
 * with an id hears only what changed. The stream's own reset would bring five times as much.
 */
export async function* pagedStream(
  url: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  let from = lastEventId;
  if (from === undefined) {
    const asked = new URLSearchParams(url.slice(url.indexOf("?")));
    asked.set("limit", String(FIRST_BARS));
    const page = await barPage(asked.toString(), signal);
    yield {
      event: "reset",
      data: JSON.stringify({ ...page, isPage: true }),
      id: page.eventId,
      retry: undefined,
    };
    from = page.eventId;
  }
  yield* liveStream(url, from, signal);
}
