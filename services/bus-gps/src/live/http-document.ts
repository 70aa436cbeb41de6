import { retryAfterMs } from "@tributary/runtime";
import { boundedBody } from "./bounded-body.ts";
import type { DocumentSource } from "./document.ts";
import { DocumentError } from "./document-error.ts";

export interface HttpDocumentOptions {
  readonly url: string;
  /** From the request to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly apiKey: string | undefined;
  /** Header that carries the key; without one it is the query's `api_key`. */
  readonly apiKeyHeader: string | undefined;
  /** Wall clock, for a Retry-After that is a date. */
  readonly now: () => number;
}

/**
 * A document behind a URL, asked for by ETag and date of change. A redirect is followed only when no key goes
 * along: fetch would hand it to whoever the server names.
 */
export function httpDocument(options: HttpDocumentOptions): DocumentSource {
  const { apiKey, apiKeyHeader, timeoutMs, maxBytes, now } = options;
  const url = new URL(options.url);
  const headers = new Headers({ accept: "*/*" });
  const login = basicLogin(url);
  if (login !== undefined) headers.set("authorization", login);
  if (apiKey !== undefined && apiKeyHeader !== undefined) headers.set(apiKeyHeader, apiKey);
  if (apiKey !== undefined && apiKeyHeader === undefined) url.searchParams.set("api_key", apiKey);
  const secret = apiKey !== undefined || login !== undefined;

  return {
    shown: url.origin + url.pathname,
    async open(signal) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const late = (cause: unknown): never => {
        if (cause instanceof DocumentError) throw cause;
        if (deadline.aborted) throw new DocumentError("timeout", `no whole answer within ${timeoutMs} ms`);
        throw new DocumentError("unreachable", "no answer", { cause: causeOf(cause) });
      };
      const response = await fetch(url, {
        headers,
        redirect: secret ? "manual" : "follow",
        signal: AbortSignal.any([signal, deadline]),
      }).catch(late);
      if (response.status === 304) return undefined;
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        throw new DocumentError("status", `the server answered ${response.status}`, {
          retryAfterMs: retryAfterMs(response.headers.get("retry-after"), now()),
        });
      }
      return {
        body: caught(boundedBody(response.body, maxBytes), late),
        accepted() {
          remember(headers, "if-none-match", response.headers.get("etag"));
          remember(headers, "if-modified-since", response.headers.get("last-modified"));
        },
      };
    },
  };
}

function remember(headers: Headers, name: string, value: string | null): void {
  if (value === null) headers.delete(name);
  else headers.set(name, value);
}

async function* caught<T>(values: AsyncIterable<T>, rethrow: (cause: unknown) => never): AsyncGenerator<T> {
  try {
    yield* values;
  } catch (cause) {
    rethrow(cause);
  }
}

/** fetch refuses URLs with a login in them; taken out of the URL and sent as the header it stands for. */
function basicLogin(url: URL): string | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  [url.username, url.password] = ["", ""];
  return `Basic ${Buffer.from(login).toString("base64")}`;
}

/** The system's word, such as ECONNREFUSED: fetch hides it, and its own message may hold the URL. */
function causeOf(error: unknown): unknown {
  const inner = (error as Error).cause ?? error;
  return (inner as NodeJS.ErrnoException).code ?? (inner as Error).name;
}
