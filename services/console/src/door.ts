import type { FastifyRequest } from "fastify";
import { hostNameOf, isLoopback } from "./host-name.ts";

/** What someone asks to change. */
export interface Action {
  readonly method: string;
  readonly url: string;
  /** The name under which they opened the console, without its port. */
  readonly hostName: string;
}

/** Why the action may not be done, or undefined when it may. Accounts will answer here. */
export type Authorise = (action: Action) => string | undefined | Promise<string | undefined>;

export interface DoorOptions {
  /** Host names, besides loopback, under which the page may be opened. */
  readonly allowedHosts: readonly string[];
  readonly authorise: Authorise;
}

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
  const name = hostNameOf(host);
  if (name === undefined || !(isLoopback(name) || allowedHosts.includes(name))) {
    return `host "${host}" is not one this console is opened under; see ALLOWED_HOSTS`;
  }
  if (SAFE.has(request.method)) return undefined;
  if (origin !== `http://${host}` && origin !== `https://${host}`) {
    return "changes are taken from the console's own pages only";
  }
  return authorise({ method: request.method, url: request.url, hostName: name });
}
