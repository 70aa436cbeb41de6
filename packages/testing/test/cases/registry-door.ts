import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `away` refuses connections, `hanging` takes requests and never answers, a number is the status of every answer. */
export type DoorManner = "open" | "away" | "hanging" | number;

export interface DoorRequest {
  readonly method: string;
  readonly path: string;
}

/** Stands before a schema registry on a port of its own, and lets the test say how it answers. */
export class RegistryDoor {
  readonly requests: DoorRequest[] = [];
  readonly #registry: URL;
  readonly #port: number;
  #server: Server;
  #manner: DoorManner = "open";

  private constructor(registry: URL, server: Server) {
    this.#registry = registry;
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    server.on("request", this.#take);
  }

  static async before(registryUrl: string): Promise<RegistryDoor> {
    return new RegistryDoor(new URL(registryUrl), await listening(0));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}${this.#registry.pathname}`;
  }

  /** For requests to come; those that are open end. */
  async become(manner: DoorManner): Promise<void> {
    const wasAway = this.#manner === "away";
    this.#manner = manner;
    if (wasAway && manner !== "away") {
      this.#server = await listening(this.#port);
      this.#server.on("request", this.#take);
    }
    if (!wasAway && manner === "away") await this.close();
    else this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  readonly #take = (asked: IncomingMessage, answer: ServerResponse) => {
    const { method = "GET", url = "/", headers } = asked;
    this.requests.push({ method, path: url.slice(this.#registry.pathname.length) });
    if (this.#manner === "hanging") return;
    if (typeof this.#manner === "number") {
      const message = `the registry says ${this.#manner}`;
      const status = this.#manner;
      const type = "application/vnd.schemaregistry.v1+json";
      answer.writeHead(status, { "content-type": type }).end(JSON.stringify({ error_code: status, message }));
      return;
    }
    const { hostname, port } = this.#registry;
    const onward = request({ hostname, port, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  };
}

async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
