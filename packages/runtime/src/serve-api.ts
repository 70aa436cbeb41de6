import type { FastifyInstance } from "fastify";
import { createApiServer } from "./api-server.ts";
import { listen } from "./listen.ts";
import type { Room } from "./room.ts";

/** Requests in hand get this share of the time to stop; then their connections are cut. */
const farewellShare = 0.3;

/** Serves a service's routes on HTTP_PORT until the service closes. */
export async function serveApi(
  service: { readonly name: string; readonly summary: string },
  room: Room,
  isStarted: () => boolean,
  routes: (app: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  const { config, lifecycle, log, metrics } = room;
  const app = await createApiServer({ ...service, log, metrics, isStarted });
  await routes(app);
  room.addresses.api = await listen(app, {
    host: config.HTTP_HOST,
    port: config.HTTP_PORT,
    server: "HTTP",
  });
  lifecycle.onClose("api", () => closeApi(app, config.SHUTDOWN_TIMEOUT_MS * farewellShare));
  log.info({ url: room.addresses.api }, "API is open");
}

/** Without the cut, one client that sends half a request or reads no further would hold up the stop. */
async function closeApi(app: FastifyInstance, farewellMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), farewellMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
