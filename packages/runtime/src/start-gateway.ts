import { once } from "node:events";
import type { Connections, Gateway } from "./definition.ts";
import type { Room } from "./room.ts";
import { serveApi } from "./serve-api.ts";

function connectionsOf(room: Room): Connections {
  const { lifecycle, ports } = room;
  return {
    openBroker: async () => {
      const broker = await ports.openBroker(room);
      lifecycle.onClose("broker", () => broker.close());
      return broker;
    },
    openCodec: () => ports.openCodec(room),
    openOperator: async () => {
      const operator = await ports.openOperator(room);
      lifecycle.onClose("operator", () => operator.close());
      return operator;
    },
  };
}

/** Serves the gateway's routes until it is stopped. */
export async function startGateway(service: Gateway, room: Room): Promise<void> {
  const { health, log, metrics, serviceConfig: config, signal } = room;
  const connections = connectionsOf(room);
  const context = { config, log, metrics, signal, now: room.ports.now, connections };
  await serveApi(
    service,
    room,
    () => true,
    (app) => service.routes(app, context),
  );
  health.started();
  if (!signal.aborted) await once(signal, "abort");
}
