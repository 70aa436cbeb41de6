import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A server that turns readers away asks them to come back after so many seconds. */
const retryAfterSeconds = 5;

/** Turns a reader away: 503 and `{statusCode, error, message}`. */
export function noRoomForReader(reply: FastifyReply) {
  reply.code(503).header("retry-after", retryAfterSeconds);
  return { statusCode: 503, error: "Service Unavailable", message: "no room for another reader here" };
}

/**
 * Writes the head of an answer of server-sent events, and hands out the response to write them to; undefined for a HEAD
 * request, which is answered by then.
 */
export function openEventStream(request: FastifyRequest, reply: FastifyReply): ServerResponse | undefined {
  reply.headers({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  if (request.method === "HEAD") {
    reply.send();
    return undefined;
  }
  reply.hijack();
  // A stream is never followed by another request, and a closing server need not wait for one.
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), connection: "close" })) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.flushHeaders();
  return reply.raw;
}
