import type { Readable } from "node:stream";
import replyFrom from "@fastify/reply-from";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { InstancesOf } from "./instances.ts";
import type { Replicas } from "./replicas.ts";

/** Time an instance has for the head of its answer; a stream may then be silent for ever. */
const HEADERS_TIMEOUT_MS = 10_000;

/** What reply-from hands over, which its types call a plain reply. */
interface Answer {
  readonly stream: Readable;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * `/api/<service>/…` → an instance of that service, in turn. An instance that cannot be reached, or says that it
 * is not ready (503), is passed over for the next one; when none is left the answer is 502 or 503 with
 * `{statusCode, error, message}`. Answers are streamed as they come, event streams included; whichever side
 * goes, the other is told.
 */
export async function apiProxy(
  app: FastifyInstance,
  replicas: Replicas,
  instancesOf: InstancesOf,
): Promise<void> {
  await app.register(replyFrom, {
    undici: { connections: null, pipelining: 1, headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: 0 },
    destroyAgent: true,
    disableRequestLogging: true,
  });
  const turns = new Map([...replicas.keys()].map((service) => [service, 0]));
  const streams = new Set<Readable>();
  // Fastify waits for open answers before it closes, and an event stream never ends by itself.
  app.addHook("preClose", async () => {
    for (const stream of streams) stream.destroy();
  });

  app.all<{ Params: { service: string; "*": string } }>(
    "/api/:service/*",
    // What reply-from warns of, with a stack and once for every instance that is passed over, `forward` tells in a line.
    { schema: { hide: true }, logLevel: "error" },
    async (request, reply) => {
      const { service } = request.params;
      const urls = replicas.get(service);
      if (urls === undefined) {
        return reply.code(404).send(problem(404, "Not Found", `no service named ${service} is offered here`));
      }
      const instances = (await Promise.all(urls.map(instancesOf))).flat();
      const turn = turns.get(service) ?? 0;
      turns.set(service, turn + 1);
      const inTurn = instances.map((_, index) => instances[(turn + index) % instances.length]);
      return forward(request, reply, service, inTurn as URL[], streams);
    },
  );
}

function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  service: string,
  [instance, ...others]: readonly URL[],
  streams: Set<Readable>,
): FastifyReply {
  // reply-from adds the query by itself, as it is; in a path it would look for faults in it.
  const [address = ""] = request.url.split("?", 1);
  // Joined as text: by the rules of URLs, a path that begins with two slashes names another host.
  const path = address.slice(address.indexOf("/", "/api/".length));
  // A body can be sent once only, so a request with one is not tried elsewhere.
  const mayRetry = others.length > 0 && (request.method === "GET" || request.method === "HEAD");
  return reply.from(`${instance?.origin}${path}`, {
    retryDelay: () => null,
    // Judged by the door; a service takes no changes from whoever tells one, for that would be a page past the door.
    rewriteRequestHeaders: (_request, { origin: _, ...headers }) => headers,
    onResponse: (_request, _reply, response) => {
      const { stream, statusCode, headers } = response as unknown as Answer;
      if (statusCode === 503 && mayRetry) {
        stream.on("error", () => {}).destroy();
        // They are on the reply already; the length of a refusal would cut off the answer of the next one.
        for (const name of Object.keys(headers)) reply.removeHeader(name);
        forward(request, reply, service, others, streams);
        return;
      }
      streams.add(stream);
      stream.once("close", () => streams.delete(stream));
      // A client that goes while the head is on its way is noticed by nobody else.
      reply.raw.once("close", () => stream.destroy());
      void reply.send(stream);
    },
    onError: (_reply, { error }) => {
      if (mayRetry) {
        forward(request, reply, service, others, streams);
        return;
      }
      request.server.log.warn({ upstream: service, reason: error.message }, "no instance answered");
      void reply
        .code(502)
        .header("retry-after", "1")
        .send(problem(502, "Bad Gateway", `no instance of ${service} can be reached`));
    },
  });
}

function problem(statusCode: number, error: string, message: string) {
  return { statusCode, error, message };
}
