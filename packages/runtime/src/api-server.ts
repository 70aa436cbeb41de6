import swagger from "@fastify/swagger";
import Fastify, { type FastifyError, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import { createApiMetrics } from "./api-metrics.ts";
import type { Metrics } from "./metrics.ts";

export interface ApiServerOptions {
  readonly name: string;
  readonly summary: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Until it says true, every route answers 503 with Retry-After: an empty list would be a lie. */
  readonly isStarted: () => boolean;
}

/**
 * The Fastify instance a service hangs its routes on: OpenAPI of the route schemas at `/openapi.json`,
 * durations in `/metrics`, errors as `{statusCode, error, message}` without a word about the inside.
 */
export async function createApiServer(options: ApiServerOptions): Promise<FastifyInstance> {
  const { name, summary, log, metrics, isStarted } = options;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_024 }, // 100, as escaped, is less than some keys have
    ajv: { customOptions: { keywords: ["example"] } }, // OpenAPI's own, which Ajv does not know
  }) as unknown as FastifyInstance;
  await app.register(swagger, {
    openapi: { info: { title: name, description: summary, version: "1" } },
  });

  const { duration } = createApiMetrics(metrics);
  app.addHook("onRequest", async (_request, reply) => {
    if (isStarted()) return;
    await reply
      .code(503)
      .header("retry-after", "1")
      .send({
        statusCode: 503,
        error: "Service Unavailable",
        message: `${name} is starting: see /readyz on its ops port`,
      });
  });
  app.addHook("onResponse", async (request, reply) => {
    if (String(reply.getHeader("content-type")).startsWith("text/event-stream")) return;
    duration.observe(
      {
        http_request_method: request.method,
        http_route: request.routeOptions.url ?? "unknown",
        http_response_status_code: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    );
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const statusCode = error.statusCode ?? 500;
    if (statusCode >= 500) log.error({ err: error, url: request.routeOptions.url }, "request failed");
    const message = statusCode >= 500 ? "something went wrong inside; the log knows more" : error.message;
    return reply.code(statusCode).send({ statusCode, error: error.name, message });
  });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  return app;
}
