import type { FastifyInstance } from "fastify";
import { replayAction } from "./replay-action.ts";

/** What another service is asked to do through the console. */
export interface ProxiedAction {
  readonly service: string;
  /** For the audit line, such as `replay pause`. */
  readonly name: string;
  /** What it is done to, where the address tells and not the body. */
  readonly symbol?: string;
}

const symbols = "/api/stock-ticks/symbols";
/** Percent-encoded as browsers do, `%5EGSPC`; nothing that the service might read as another path, `.` and `..` included. */
const ofSymbol = /^\/api\/stock-ticks\/symbols\/((?!\.{1,2}$)(?:[A-Za-z0-9._-]|%5E|%3D){1,64})$/;

/** The action a request asks another service for, or undefined when it asks for something else. */
export function proxiedAction(request: {
  readonly method: string;
  readonly url: string;
}): ProxiedAction | undefined {
  const replay = replayAction(request);
  if (replay !== undefined) return { service: replay.service, name: `replay ${replay.verb}` };
  if (request.method === "POST" && request.url === symbols)
    return { service: "stock-ticks", name: "follow symbol" };
  const [, symbol] = (request.method === "DELETE" && ofSymbol.exec(request.url)) || [];
  if (symbol === undefined) return undefined;
  return { service: "stock-ticks", name: "unfollow symbol", symbol: decodeURIComponent(symbol) };
}

/** One line for each action that was let in, whatever the service answered. What the door refuses changes nothing. */
export function auditProxiedActions(app: FastifyInstance): void {
  // Not the request's own log: that of the proxied is silent below an error.
  app.addHook("onResponse", async (request, { statusCode }) => {
    const action = proxiedAction(request);
    if (action === undefined || statusCode === 403) return;
    const { name, ...what } = action;
    const line = { audit: name, by: "console", what: { ...what, ...bodyOf(request.body) }, statusCode };
    if (statusCode < 400) app.log.info(line, "action");
    else app.log.warn(line, "action not done");
  });
}

function bodyOf(body: unknown): object {
  return typeof body === "object" && body !== null ? body : {};
}
