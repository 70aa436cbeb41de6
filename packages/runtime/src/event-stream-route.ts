import type { FastifyInstance, FastifyRequest, FastifySchema } from "fastify";
import type { EventHub } from "./event-hub.ts";
import { noRoomForReader, openEventStream } from "./open-event-stream.ts";

export interface EventStreamRouteOptions<T> {
  readonly url: string;
  readonly hub: EventHub<T>;
  /** `querystring` and words for OpenAPI; the response is a stream, not JSON. */
  readonly schema: FastifySchema;
  /** Channels the request asks for; throw an error with `statusCode` 400 for what cannot be meant. */
  readonly channels: (request: FastifyRequest) => readonly string[];
}

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
      return noRoomForReader(reply);
    }
    const response = openEventStream(request, reply);
    if (response !== undefined) hub.add(response, asked, lastEventId(request));
    return reply;
  });
}

/** The header a browser sends when it reconnects by itself; the query for clients that open a new stream. */
function lastEventId(request: FastifyRequest): string | undefined {
  const query = request.query as { readonly lastEventId?: unknown };
  const given = request.headers["last-event-id"] ?? query.lastEventId;
  return typeof given === "string" ? given : undefined;
}
