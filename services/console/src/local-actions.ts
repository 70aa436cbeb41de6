import type { Authorise } from "./door.ts";
import { isLoopback } from "./host-name.ts";
import { proxiedAction } from "./proxied-action.ts";

export interface LocalActionsOptions {
  /** `CONSOLE_ACTIONS`. */
  readonly actions: "loopback" | "off";
  /** The address the console listens on. */
  readonly httpHost: string;
}

/**
 * Lets whoever sits at this machine act on the Operations page, control replays and have symbols followed or not, and nobody
 * else: as long as there are no accounts, being able to log in here is the proof of who one is. All other changes are refused.
 */
export function localActions({ actions, httpHost }: LocalActionsOptions): Authorise {
  return ({ method, url, hostName }) => {
    if (!url.startsWith("/operations/") && proxiedAction({ method, url }) === undefined) {
      return "not allowed: this console only reads";
    }
    if (actions === "off") return "not allowed: CONSOLE_ACTIONS is off";
    if (isLoopback(httpHost) && isLoopback(hostName)) return undefined;
    return (
      "not allowed: without accounts, actions are taken only by a console that listens on loopback and is opened " +
      `there; this one listens on ${httpHost} and was opened as ${hostName}`
    );
  };
}
