import { once } from "node:events";
import type { Gateway } from "./definition.ts";
import type { Room } from "./room.ts";
import { serveApi } from "./serve-api.ts";

/** Serves the gateway's routes until it is stopped. */
export async function startGateway(service: Gateway, room: Room): Promise<void> {
  const { health, log, metrics, serviceConfig: config, signal } = room;
  const context = { config, log, metrics, signal, now: room.ports.now };
  await serveApi(
    service,
    room,
    () => true,
    (app) => service.routes(app, context),
  );
  health.started();
  if (!signal.aborted) await once(signal, "abort");
}
