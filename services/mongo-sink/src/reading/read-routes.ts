import type { App } from "../app.ts";
import type { AnyArchive } from "../archive.ts";
import { mongoClient } from "../mongo-client.ts";
import type { MongoConfig } from "../mongo-config.ts";
import { collectionsSchema, documentRouteSchema, pageSchema, unknownSchema } from "./api-schema.ts";
import { documentSelection } from "./document-query.ts";
import { DocumentReader } from "./document-reader.ts";
import { NotFound } from "./not-found.ts";
import { awayMessage, readLimits, readTimeoutMs } from "./read-limits.ts";

/** Reads have their own few connections: however many there are, they never take one from the writer. */
const mostConnections = 4;
const retryAfterSeconds = 5;

export interface ReadRoutesOptions {
  readonly config: MongoConfig;
  readonly archives: readonly AnyArchive[];
  /** Wall clock, ms since the epoch. */
  readonly now: () => number;
}

/** The service's API: which collections there are, one document, and pages of them. 503 while MongoDB is away. */
export async function readRoutes(app: App, { config, archives, now }: ReadRoutesOptions): Promise<void> {
  const limits = { maxPoolSize: mostConnections, timeoutMs: readTimeoutMs, appName: "mongo-sink-reader" };
  const client = mongoClient(config, limits);
  app.addHook("onClose", () => client.close());
  const reader = new DocumentReader(client.db(config.MONGODB_DATABASE));
  await app.register(async (scope) => {
    refuseWhileAway(scope);
    scope.get("/collections", { schema: collectionsSchema }, async (_request, reply) => ({
      clock: now(),
      collections: await reader.collections(readLimits(reply.raw)),
    }));
    for (const archive of archives) archiveRoutes(scope, { reader, archive, now });
    const known = archives.map(({ collection }) => collection).join(", ");
    for (const url of ["/documents/:collection", "/documents/:collection/:id"]) {
      scope.get<{ Params: { collection: string } }>(url, { schema: unknownSchema }, ({ params }) => {
        throw new NotFound(`there is no collection ${JSON.stringify(params.collection)}; there are ${known}`);
      });
    }
  });
}

interface ArchiveRoutes {
  readonly reader: DocumentReader;
  readonly archive: AnyArchive;
  readonly now: () => number;
}

function archiveRoutes(scope: App, { reader, archive, now }: ArchiveRoutes): void {
  const url = `/documents/${archive.collection}`;
  scope.get(url, { schema: pageSchema(archive) }, async ({ query }, reply) => ({
    clock: now(),
    ...(await reader.page(archive, documentSelection(archive, query), readLimits(reply.raw))),
  }));
  const schema = documentRouteSchema(archive);
  scope.get<{ Params: { id: string } }>(`${url}/:id`, { schema }, async ({ params }, reply) => {
    const found = await reader.document(archive, params.id, readLimits(reply.raw));
    if (found !== undefined) return found;
    throw new NotFound(`${archive.collection} has no document ${JSON.stringify(params.id)}, or not yet`);
  });
}

/** The runtime's own handler says no word about the inside; that MongoDB is away may be known. */
function refuseWhileAway(scope: App): void {
  scope.setErrorHandler((error, _request, reply) => {
    const message = awayMessage(error);
    if (message === undefined) throw error;
    reply.code(503).header("retry-after", retryAfterSeconds);
    return reply.send({ statusCode: 503, error: "Service Unavailable", message });
  });
}
