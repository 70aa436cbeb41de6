import type { FastifyInstance } from "fastify";
import { createApiServer } from "./api-server.ts";
import type { Room } from "./room.ts";

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
  await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT });
  room.addresses.api = addressOf(app);
  lifecycle.onClose("api", () => app.close());
  log.info({ url: room.addresses.api }, "API is open");
}

/** `http://host:port` as it was bound, which matters when port 0 was asked for. */
export function addressOf(app: FastifyInstance): string {
  const address = app.addresses()[0];
  if (typeof address !== "object") throw new Error("the server does not listen on a port");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
