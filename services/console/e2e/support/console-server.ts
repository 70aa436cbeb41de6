import type { Operations } from "@tributary/operations";
import Fastify from "fastify";
import { consoleRoutes } from "../../src/console-routes.ts";

export interface ConsoleServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The console's own routes on a free port, without the runtime around them. */
export async function startConsole(options: {
  readonly apis: readonly string[];
  readonly ops?: readonly string[];
  readonly port?: number;
  readonly operations?: Operations;
  readonly actions?: "loopback" | "off";
}): Promise<ConsoleServer> {
  const app = Fastify();
  const config = {
    API_URLS: options.apis,
    OPS_URLS: options.ops ?? [],
    ALLOWED_HOSTS: [],
    CONSOLE_ACTIONS: options.actions ?? "loopback",
    HTTP_HOST: "127.0.0.1",
  };
  const openOperations = async () => {
    if (options.operations !== undefined) return options.operations;
    throw Object.assign(new Error("no broker is named"), { name: "BrokerError", code: "unavailable" });
  };
  await app.register((scope) => consoleRoutes(scope, { config, now: Date.now, openOperations }));
  await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() };
}
