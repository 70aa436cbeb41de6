import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands before the registry and lets connections through, refuses them, or takes them and never answers. */
export class RegistryGate {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #manner: "open" | "refuse" | "hang" = "open";

  private constructor(registryUrl: string) {
    this.#target = new URL(registryUrl);
    this.#server = createServer((socket) => this.#take(socket));
  }

  static async before(registryUrl: string): Promise<RegistryGate> {
    const gate = new RegistryGate(registryUrl);
    await new Promise<void>((resolve) => gate.#server.listen(0, "127.0.0.1", resolve));
    return gate;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.#target.pathname}`;
  }

  /** Also ends the connections that are open. */
  set manner(manner: "open" | "refuse" | "hang") {
    this.#manner = manner;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.manner = "refuse";
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(socket: Socket): void {
    if (this.#manner === "refuse") socket.destroy();
    else this.#keep(socket);
    if (this.#manner !== "open") return;
    const registry = this.#keep(connect(Number(this.#target.port), this.#target.hostname));
    socket.pipe(registry).pipe(socket);
    socket.on("close", () => registry.destroy());
    registry.on("close", () => socket.destroy());
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on("error", () => {}); // either side may tear it off
    return socket.on("close", () => this.#sockets.delete(socket));
  }
}
