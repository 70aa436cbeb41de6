import { type AskOptions, answerOf, jsonOf, refuseBadStatus } from "../network/checked-answer.ts";
import type { Clock } from "../network/clock.ts";
import { NetworkFault } from "../network/network-fault.ts";
import type { Pace } from "../network/pace.ts";

const server = "Yahoo";

export interface GuardedFetchOptions extends Pick<AskOptions, "fetch" | "timeoutMs"> {
  /** Asked instead of the host named, where there is one. */
  readonly url: string | undefined;
  readonly pace: Pace;
  readonly clock: Clock;
}

/**
 * What yahoo-finance2 fetches with. The library takes whatever comes with status 200 for a crumb and keeps it as long as
 * the process lives, "Too Many Requests" included, and of a page instead of JSON it makes an error of a megabyte: here
 * each answer is looked at before the library sees it.
 */
export function guardedFetch({ url, pace, clock, fetch, timeoutMs }: GuardedFetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    const target = url === undefined ? asked : new URL(asked.pathname + asked.search, url);
    if (url !== undefined) headers.set("x-forwarded-host", asked.host);
    await pace.turn(init.signal ?? new AbortController().signal);
    const answer = await answerOf(target, { ...init, headers }, { server, fetch, timeoutMs });
    if (asked.pathname.startsWith("/v1/test/getcrumb")) refuseFalseCrumb(answer.status, answer.text);
    if (isQuery(asked)) {
      refuseUnknown(answer.text);
      refuseBadStatus(answer, server, clock.now());
      jsonOf(answer, server);
    } else if (answer.status === 429) refuseBadStatus(answer, server, clock.now());
    return new Response(answer.status === 204 || answer.status === 304 ? null : answer.text, answer);
  };
}

/** Of the pages for cookies and consent only the limit is ours to judge: the library follows their redirects. */
function isQuery({ pathname }: URL): boolean {
  return /^\/v\d+\/finance\//.test(pathname);
}

/** A crumb is a word such as 'Mm.oQGSe2By'. */
function refuseFalseCrumb(status: number, text: string): void {
  if (status === 429 || /too many requests/i.test(text)) {
    throw new NetworkFault("limited", `${server} answers 429`);
  }
  if (status !== 200 || !/^[\w./\\-]{4,40}$/.test(text)) {
    throw new NetworkFault("unexpected", `${server} hands out no crumb (status ${status})`);
  }
}

/** 404 with {"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}} */
function refuseUnknown(text: string): void {
  const said = /"code"\s*:\s*"Not Found"\s*,\s*"description"\s*:\s*"([^"]{0,120})/.exec(text.slice(0, 1000));
  if (said !== null) throw new NetworkFault("unknown-symbol", String(said[1]));
}
