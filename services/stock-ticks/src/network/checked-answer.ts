import { retryAfterMs } from "@tributary/runtime";
import { NetworkFault } from "./network-fault.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface AskOptions {
  /** Such as 'Yahoo'. */
  readonly server: string;
  readonly fetch: typeof fetch;
  /** From the request to the last byte. */
  readonly timeoutMs: number;
}

/** Asks, and reads the answer to its last byte. @throws NetworkFault 'timeout' or 'unreachable'; the caller's abort */
export async function answerOf(
  url: string | URL,
  init: RequestInit,
  { server, fetch, timeoutMs }: AskOptions,
): Promise<Answer> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  try {
    const response = await fetch(url, { ...init, signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    init.signal?.throwIfAborted();
    if (deadline.aborted) {
      throw new NetworkFault("timeout", `${server} gave no whole answer within ${timeoutMs / 1000} s`);
    }
    throw new NetworkFault("unreachable", `${server} cannot be reached (${systemWord(error)})`);
  }
}

/** @throws NetworkFault 'limited' or 'status' for a status of 400 and more, with what the server says in its body */
export function refuseBadStatus({ status, headers, text }: Answer, server: string, now: number): void {
  if (status < 400) return;
  const retry = retryAfterMs(headers.get("retry-after"), now);
  // 418 is Binance's ban of an address that did not heed its 429.
  const isLimit = status === 429 || status === 418 || /too many requests/i.test(text.slice(0, 200));
  const words = looksLikeHtml(text) ? "" : text.trim().slice(0, 80);
  throw new NetworkFault(
    isLimit ? "limited" : "status",
    `${server} answers ${status}${isLimit || words === "" ? "" : ` (${words})`}`,
    retry,
  );
}

/** @throws NetworkFault 'not-json', in words that tell a page from a truncated answer */
export function jsonOf({ text }: Pick<Answer, "text">, server: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const what = looksLikeHtml(text) ? "an HTML page" : "something else";
    throw new NetworkFault("not-json", `${server} answers with ${what} instead of JSON`);
  }
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text);
}

/** The system's word, such as ECONNREFUSED: fetch hides it. */
function systemWord(error: unknown): string {
  const inner = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return inner.code ?? inner.name ?? "no answer";
}
