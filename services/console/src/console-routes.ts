import { fileURLToPath } from "node:url";
import type { Values } from "@tributary/config";
import type { Context } from "@tributary/runtime";
import type { FastifyInstance } from "fastify";
import { apiProxy } from "./api-proxy.ts";
import type { consoleConfig } from "./console-config.ts";
import { readOnly, refusal } from "./door.ts";
import { pageFiles } from "./page-files.ts";
import { parseReplicas } from "./replicas.ts";
import { serviceStates } from "./service-states.ts";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

type ConsoleContext = Pick<Context, "now"> & { readonly config: Values<typeof consoleConfig> };

/** Everything the console answers: the pages, `/api/<service>/…` and `GET /services`. */
export async function consoleRoutes(app: FastifyInstance, { config, now }: ConsoleContext): Promise<void> {
  const door = { allowedHosts: config.ALLOWED_HOSTS, authorise: readOnly };
  app.addHook("onRequest", async (request, reply) => {
    const message = await refusal(request, door);
    if (message !== undefined) return reply.code(403).send({ statusCode: 403, error: "Forbidden", message });
  });

  const states = serviceStates(parseReplicas("OPS_URLS", config.OPS_URLS), {
    fetch,
    now,
    timeoutMs: 1_000,
    maxAgeMs: 1_000,
  });
  app.get("/services", { schema: { response: { 200: servicesSchema } } }, async (_request, reply) => {
    void reply.header("cache-control", "no-store");
    return { clock: now(), services: await states() };
  });

  await apiProxy(app, parseReplicas("API_URLS", config.API_URLS));
  await pageFiles(app, DIST);
}

const text = { type: "string" };
const flag = { type: "boolean" };
const servicesSchema = record({
  clock: { type: "integer", description: "Server clock, ms since the epoch" },
  services: many({
    name: text,
    instances: many({
      instance: text,
      live: flag,
      ready: flag,
      checks: many({ name: text, ok: flag, detail: text }),
      problem: { type: ["string", "null"] },
    }),
  }),
});

function record(properties: Record<string, unknown>) {
  return { type: "object", required: Object.keys(properties), properties };
}

function many(properties: Record<string, unknown>) {
  return { type: "array", items: record(properties) };
}
