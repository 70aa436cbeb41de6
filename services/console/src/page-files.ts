import { existsSync } from "node:fs";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The built page, one document for every page address; each asset's name carries a hash of its content. */
export async function pageFiles(app: FastifyInstance, dist: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // The console speaks plain http on loopback: a browser told to upgrade would never find it again.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "same-origin" },
  });
  await app.register(fastifyStatic, {
    root: join(dist, "assets"),
    prefix: "/assets/",
    index: false,
    preCompressed: true,
    maxAge: "365d",
    immutable: true,
  });
  app.setNotFoundHandler((request, reply) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    const wantsPage = reads && request.headers.accept?.includes("text/html") === true;
    if (!wantsPage) {
      return reply.code(404).send({ statusCode: 404, error: "Not Found", message: "nothing is here" });
    }
    if (!existsSync(join(dist, "index.html"))) {
      return reply
        .code(503)
        .type("text/plain")
        .send("The page is not built yet: npm run build -w @tributary/console\n");
    }
    return reply.header("cache-control", "no-cache").sendFile("index.html", dist, { cacheControl: false });
  });
}
