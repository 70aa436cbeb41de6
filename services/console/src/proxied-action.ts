import type { FastifyInstance } from "fastify";
import { replayAction } from "./replay-action.ts";

/** What another service is asked to do through the console. */
export interface ProxiedAction {
  readonly service: string;
  /** For the audit line, such as `replay pause`. */
  readonly name: string;
}

const symbols = "/api/stock-ticks/symbols";

/** The action a request asks another service for, or undefined when it asks for something else. */
export function proxiedAction(request: {
  readonly method: string;
  readonly url: string;
}): ProxiedAction | undefined {
  const replay = replayAction(request);
  if (replay !== undefined) return { service: replay.service, name: `replay ${replay.verb}` };
  if (request.method === "POST" && request.url === symbols)
    return { service: "stock-ticks", name: "follow symbol" };
  return undefined;
}

/** One line for each action that was let in, whatever the service answered. What the door refuses changes nothing. */
export function auditProxiedActions(app: FastifyInstance): void {
  // Not the request's own log: that of the proxied is silent below an error.
  app.addHook("onResponse", async (request, { statusCode }) => {
    const action = proxiedAction(request);
    if (action === undefined || statusCode === 403) return;
    const { service, name } = action;
    const line = { audit: name, by: "console", what: { service, ...bodyOf(request.body) }, statusCode };
    if (statusCode < 400) app.log.info(line, "action");
    else app.log.warn(line, "action not done");
  });
}

function bodyOf(body: unknown): object {
  return typeof body === "object" && body !== null ? body : {};
}
