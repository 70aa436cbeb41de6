import type { FastifyRequest } from "fastify";

/** What someone asks to change. */
export interface Action {
  readonly method: string;
  readonly url: string;
}

/** Whether the action may be done. Accounts will answer here; until then the console only reads. */
export type Authorise = (action: Action) => boolean | Promise<boolean>;

export const readOnly: Authorise = () => false;

export interface DoorOptions {
  /** Host names, besides loopback, under which the page may be opened. */
  readonly allowedHosts: readonly string[];
  readonly authorise: Authorise;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Why a request is turned away, or undefined when it may come in.
 * The Host is checked on every request: a foreign page whose name was made to resolve to 127.0.0.1 (DNS rebinding)
 * may otherwise read what only this machine should see. Unsafe methods also need an Origin that is this very page.
 */
export async function refusal(
  request: Pick<FastifyRequest, "method" | "url" | "headers">,
  { allowedHosts, authorise }: DoorOptions,
): Promise<string | undefined> {
  const { host = "", origin } = request.headers;
  const name = hostName(host);
  if (name === undefined || !(LOOPBACK.has(name) || allowedHosts.includes(name))) {
    return `host "${host}" is not one this console is opened under; see ALLOWED_HOSTS`;
  }
  if (SAFE.has(request.method)) return undefined;
  if (origin !== `http://${host}` && origin !== `https://${host}`) {
    return "changes are taken from the console's own pages only";
  }
  const allowed = await authorise({ method: request.method, url: request.url });
  return allowed ? undefined : "not allowed: this console only reads";
}

function hostName(host: string): string | undefined {
  const url = `http://${host}/`;
  return URL.canParse(url) && new URL(url).host !== "" ? new URL(url).hostname : undefined;
}
