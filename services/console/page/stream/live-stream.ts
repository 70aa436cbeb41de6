import { SseParser, type StreamEvent } from "./sse-parser.ts";

/** Silence that counts as a dead connection, ms: the server writes at least every 15 s. */
export const SILENCE_MS = 40_000;

/** The server answered, and said no. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "Refused";
    this.status = status;
  }
}

/**
 * Reads an event stream with fetch, not `EventSource`: that one hides the server's heartbeats (so a dead connection
 * looks like a quiet one), the status of a refusal, and ids that come without data. The price is reconnecting
 * ourselves, which the feed does.
 * @throws Refused when the answer is no stream; TypeError when there is none; TimeoutError after 40 s of silence
 */
export async function* liveStream(
  url: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const silence = new AbortController();
  let timer = setTimeout(lost, SILENCE_MS);
  function lost() {
    silence.abort(new DOMException("nothing heard for 40 s", "TimeoutError"));
  }
  const headers: Record<string, string> = { accept: "text/event-stream" };
  if (lastEventId !== undefined) headers["last-event-id"] = lastEventId;
  try {
    const response = await fetch(url, {
      headers,
      cache: "no-store",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || response.body === null) throw await refused(response);
    const parser = new SseParser();
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(lost, SILENCE_MS);
      yield* parser.push(text);
    }
  } finally {
    clearTimeout(timer);
  }
}

async function refused(response: Response): Promise<Refused> {
  const body = (await response.json().catch(() => ({}))) as { message?: string };
  return new Refused(response.status, body.message ?? `the server answered ${response.status}`);
}
