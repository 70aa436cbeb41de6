import type { FastifyInstance, FastifyRequest, FastifySchema } from "fastify";
import type { EventHub } from "./event-hub.ts";

export interface EventStreamRouteOptions<T> {
  readonly url: string;
  readonly hub: EventHub<T>;
  /** `querystring` and words for OpenAPI; the response is a stream, not JSON. */
  readonly schema: FastifySchema;
  /** Channels the request asks for; throw an error with `statusCode` 400 for what cannot be meant. */
  readonly channels: (request: FastifyRequest) => readonly string[];
}

/** A server that turns readers away asks them to come back after so many seconds. */
const retryAfterSeconds = 5;

/** Serves a hub as server-sent events: starts it with the server, ends its streams before the server closes. */
export function eventStreamRoute<T>(app: FastifyInstance, options: EventStreamRouteOptions<T>): void {
  const { url, hub, schema, channels } = options;
  let running: Promise<void> | undefined;
  app.addHook("onReady", async () => {
    running = hub.run();
  });
  app.addHook("preClose", async () => {
    await hub.close();
    await running;
  });
  app.get(url, { schema }, async (request, reply) => {
    const asked = channels(request);
    if (hub.isFull) {
      hub.refuse();
      reply.code(503).header("retry-after", retryAfterSeconds);
      return { statusCode: 503, error: "Service Unavailable", message: "no room for another reader here" };
    }
    reply.headers({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    if (request.method === "HEAD") return reply.send();
    reply.hijack();
    // A stream is never followed by another request, and a closing server need not wait for one.
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), connection: "close" })) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.flushHeaders();
    hub.add(reply.raw, asked, lastEventId(request));
    return reply;
  });
}

/** The header a browser sends when it reconnects by itself; the query for clients that open a new stream. */
function lastEventId(request: FastifyRequest): string | undefined {
  const query = request.query as { readonly lastEventId?: unknown };
  const given = request.headers["last-event-id"] ?? query.lastEventId;
  return typeof given === "string" ? given : undefined;
}
