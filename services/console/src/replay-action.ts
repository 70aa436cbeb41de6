import type { FastifyInstance } from "fastify";

/** A control of a replay that a service offers: `POST /api/flight-csv/replay/pause`. */
export interface ReplayAction {
  readonly service: string;
  /** What is done, such as `pause` or `seek`. */
  readonly verb: string;
}

/** Nothing but plain names: no dots, no escapes, no further part that the service might read as another path. */
const pattern = /^\/api\/([a-z][a-z0-9-]*)\/replay\/([a-z][a-z-]*)$/;

/** The control a request asks for, or undefined when it asks for something else. */
export function replayAction(request: {
  readonly method: string;
  readonly url: string;
}): ReplayAction | undefined {
  if (request.method !== "POST") return undefined;
  const [, service, verb] = pattern.exec(request.url) ?? [];
  return service === undefined || verb === undefined ? undefined : { service, verb };
}

/** One line for each control that was let in, whatever the service answered. What the door refuses changes nothing. */
export function auditReplayActions(app: FastifyInstance): void {
  // Not the request's own log: that of the proxied is silent below an error.
  app.addHook("onResponse", async (request, { statusCode }) => {
    const action = replayAction(request);
    if (action === undefined || statusCode === 403) return;
    const { service, verb } = action;
    const line = {
      audit: `replay ${verb}`,
      by: "console",
      what: { service, ...bodyOf(request.body) },
      statusCode,
    };
    if (statusCode < 400) app.log.info(line, "replay action");
    else app.log.warn(line, "replay action not done");
  });
}

function bodyOf(body: unknown): object {
  return typeof body === "object" && body !== null ? body : {};
}
