import Fastify, { type FastifyInstance } from "fastify";
import type { Check, Health } from "./health.ts";
import type { Metrics } from "./metrics.ts";

/** When this process began, epoch ms: the same at every ask, and another one after every restart. */
const startedAt = Math.round(performance.timeOrigin);

/**
 * `/livez`, `/readyz` and `/metrics`, on a port of their own that is never open to users. `/readyz` also tells
 * `startedAt`, by which whoever looks from outside knows one process from its successor.
 */
export function createOpsServer(health: Health, metrics: Metrics): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  const answer = (word: "live" | "ready", checks: readonly Check[]) => {
    const ok = checks.every((check) => check.ok);
    return { status: ok ? 200 : 503, body: { [word]: ok, checks } };
  };
  app.get("/livez", (_request, reply) => {
    const { status, body } = answer("live", health.live());
    return reply.code(status).send(body);
  });
  app.get("/readyz", (_request, reply) => {
    const { status, body } = answer("ready", health.ready());
    return reply.code(status).send({ ...body, startedAt });
  });
  app.get("/metrics", async (_request, reply) => {
    const text = await metrics.text();
    return reply.type(metrics.contentType).send(text);
  });
  return app;
}
