import { lookup } from "node:dns/promises";
import { fileURLToPath } from "node:url";
import type { Values } from "@tributary/config";
import type { Operations } from "@tributary/operations";
import type { Context } from "@tributary/runtime";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { apiProxy } from "./api-proxy.ts";
import type { consoleConfig } from "./console-config.ts";
import { refusal } from "./door.ts";
import { hostNameOf } from "./host-name.ts";
import { instancesOf } from "./instances.ts";
import { localActions } from "./local-actions.ts";
import { operationsRoutes } from "./operations/operations-routes.ts";
import { pageFiles } from "./page-files.ts";
import { auditProxiedActions } from "./proxied-action.ts";
import { parseReplicas } from "./replicas.ts";
import { flag, instant, list, record, text, textOrNull, whole, wholeOrNull } from "./response-schema.ts";
import { serviceStates } from "./service-states.ts";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

export type ConsoleContext = Pick<Context, "now"> & {
  readonly config: Values<typeof consoleConfig>;
  /** Reaches for the cluster; rejects while it is away. */
  readonly openOperations: () => Promise<Operations>;
};

/** Everything the console answers: the pages, `/api/<service>/…`, `GET /services`, `GET /actions`, `/operations/…`. */
export async function consoleRoutes(app: FastifyInstance, context: ConsoleContext): Promise<void> {
  const { config, now, openOperations } = context;
  const authorise = localActions({ actions: config.CONSOLE_ACTIONS, httpHost: config.HTTP_HOST });
  const door = { allowedHosts: config.ALLOWED_HOSTS, authorise };
  app.addHook("onRequest", async (request, reply) => {
    const message = await refusal(request, door);
    if (message !== undefined) return reply.code(403).send({ statusCode: 403, error: "Forbidden", message });
  });
  auditProxiedActions(app);
  const mayAct = async ({ headers: { host = "" } }: FastifyRequest) =>
    authorise({ method: "POST", url: "/operations/", hostName: hostNameOf(host) ?? "" });

  app.get("/actions", { schema: { response: { 200: actionsSchema } } }, async (request, reply) => {
    void reply.header("cache-control", "no-store");
    const reason = (await mayAct(request)) ?? null;
    return { allowed: reason === null, reason };
  });

  const instances = instancesOf({
    lookup: (hostName) => lookup(hostName, { all: true }),
    now: () => performance.now(),
    maxAgeMs: 1_000,
  });
  const since = now();
  const states = serviceStates(parseReplicas("OPS_URLS", config.OPS_URLS), {
    fetch,
    instancesOf: instances,
    now,
    timeoutMs: 1_000,
    maxAgeMs: 1_000,
  });
  app.get("/services", { schema: { response: { 200: servicesSchema } } }, async (_request, reply) => {
    void reply.header("cache-control", "no-store");
    return { clock: now(), since, services: await states() };
  });
  await app.register((scope) => operationsRoutes(scope, { open: openOperations, now, refusal: mayAct }));

  await apiProxy(app, parseReplicas("API_URLS", config.API_URLS), instances);
  await pageFiles(app, DIST);
}

const actionsSchema = record({
  allowed: { ...flag, description: "Whether whoever asks this may act here" },
  reason: { ...textOrNull, description: "Why not" },
});

const servicesSchema = record({
  clock: { ...instant, description: "Server clock, ms since the epoch" },
  since: { ...instant, description: "Restarts are those seen since then" },
  services: list(
    record({
      name: text,
      instances: list(
        record({
          instance: text,
          live: flag,
          ready: flag,
          checks: list(record({ name: text, ok: flag, detail: text })),
          problem: textOrNull,
          startedAt: wholeOrNull,
          restarts: whole,
        }),
      ),
    }),
  ),
});
