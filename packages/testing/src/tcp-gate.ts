import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export type GateManner = "forward" | "refuse" | "hold";

export interface GateTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * Stands before a server on a port of its own and forwards to it, cuts who comes (`refuse`), or takes connections
 * and never answers (`hold`): a server that hangs. Kafka tells its clients its own address, so before a broker it
 * only bars their first contact.
 */
export class TcpGate {
  readonly #server: Server;
  readonly #target: GateTarget;
  readonly #sockets = new Set<Socket>();
  #manner: GateManner;
  #clients = 0;

  protected constructor(target: GateTarget, manner: GateManner) {
    this.#target = target;
    this.#manner = manner;
    this.#server = createServer((socket) => this.#take(socket));
  }

  static async before(target: GateTarget, manner: GateManner = "forward"): Promise<TcpGate> {
    return new TcpGate(target, manner).open();
  }

  /** Connections of clients that are open. */
  get clients(): number {
    return this.#clients;
  }

  protected async open(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** For the connections to come; those that are open end. */
  become(manner: GateManner): void {
    this.#manner = manner;
    this.cut();
  }

  /** Ends the connections that are open. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.become("refuse");
    this.#server.close();
    await once(this.#server, "close");
  }

  #take(client: Socket): void {
    this.#keep(client);
    this.#clients++;
    client.on("close", () => this.#clients--);
    if (this.#manner === "refuse") client.destroy();
    if (this.#manner !== "forward") return;
    const server = this.#keep(connect(this.#target.port, this.#target.host));
    this.join(client, server);
  }

  /** What passes between a client and the server of its own. */
  protected join(client: Socket, server: Socket): void {
    client.pipe(server).pipe(client);
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on("error", () => {}); // either side may tear it off; the close that follows is what counts
    return socket.on("close", () => this.#sockets.delete(socket));
  }
}
