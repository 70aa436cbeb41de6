import { once } from "node:events";
import type { Replay } from "./definition.ts";
import type { Room } from "./room.ts";
import { serveApi } from "./serve-api.ts";

/** Opens the recording and serves the API. */
export async function startReplay(service: Replay, room: Room): Promise<void> {
  const { log, metrics, serviceConfig: config, signal } = room;
  const context = { config, log, metrics, signal, now: room.ports.now };
  const recording = await service.open(context);
  const { routes } = service;
  const isStarted = () => true;
  if (routes !== undefined)
    await serveApi(service, room, isStarted, (app) => routes(app, { ...context, recording }));
  if (!signal.aborted) await once(signal, "abort");
}
