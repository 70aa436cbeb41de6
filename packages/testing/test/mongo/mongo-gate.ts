import type { Socket } from "node:net";
import type { Document } from "mongodb";
import { type GateManner, type GateTarget, TcpGate } from "../../src/tcp-gate.ts";
import { WireMessage, WireMessages } from "./wire-message.ts";

/** What becomes of a command: it goes on, it is answered here and now, or it waits on its way until `release`. */
export type Verdict = "forward" | "hold" | { readonly answer: Document };

/** Of a command: `insert` of `accidents`. */
export interface CommandName {
  readonly name: string;
  readonly collection: string;
}

interface Watcher {
  readonly matches: (command: CommandName) => boolean;
  readonly isHolding: boolean;
  readonly tell: () => void;
}

interface Held {
  readonly messages: WireMessage[];
  readonly server: Socket;
  readonly client: Socket;
}

/**
 * Stands before a MongoDB server and knows its commands. One that is held is, for the server, still on the network: also
 * when its client is stopped or dead by now, so that it arrives as late as a write can.
 */
export class MongoGate extends TcpGate {
  /** Asked for every command. */
  judge: (command: CommandName) => Verdict = () => "forward";
  readonly #watchers = new Set<Watcher>();
  readonly #held = new Map<Socket, Held>();
  /** Who waits for the reply to a message that was held, by connection to the server. */
  readonly #awaited = new Map<Socket, Map<number, (reply: Document | undefined) => void>>();

  static override async before(target: GateTarget, manner: GateManner = "forward"): Promise<MongoGate> {
    return new MongoGate(target, manner).open();
  }

  /** For `MONGODB_URI`; the driver does not ask the server for other addresses of it. */
  get uri(): string {
    return `mongodb://127.0.0.1:${this.port}/?directConnection=true`;
  }

  /** How many commands wait on their way. */
  get held(): number {
    return [...this.#held.values()].reduce((sum, { messages }) => sum + messages.length, 0);
  }

  /** Resolves when a command that matches has come; rejects when the signal aborts before. */
  sees(matches: Watcher["matches"], signal: AbortSignal): Promise<void> {
    return this.#watch(matches, false, signal);
  }

  /** Holds the next command that matches, whatever `judge` says. Resolves when it is held; rejects as `sees` does. */
  holdNext(matches: Watcher["matches"], signal: AbortSignal): Promise<void> {
    return this.#watch(matches, true, signal);
  }

  /** Lets go what is held. Resolves with the server's replies; undefined for what the server did not answer any more. */
  async release(): Promise<readonly (Document | undefined)[]> {
    const released = [...this.#held.values()];
    this.#held.clear();
    return Promise.all(
      released.flatMap(({ messages, server, client }) => {
        const replies = messages.map((message) => this.#reply(server, message.id));
        for (const message of messages) server.write(message.bytes);
        void Promise.all(replies).then(() => {
          this.#awaited.delete(server);
          if (client.destroyed) server.destroy();
        });
        return replies;
      }),
    );
  }

  protected override join(client: Socket, server: Socket): void {
    const commands = new WireMessages();
    client.on("data", (piece: Buffer) => {
      for (const message of commands.take(piece)) this.#pass(message, client, server);
      if (server.writableNeedDrain) {
        client.pause();
        server.once("drain", () => client.resume());
      }
    });
    const replies = new WireMessages();
    server.on("data", (piece: Buffer) => {
      const awaited = this.#awaited.get(server);
      for (const message of replies.take(piece)) awaited?.get(message.answers)?.(message.body);
      if (!client.destroyed && !client.write(piece)) {
        server.pause();
        client.once("drain", () => server.resume()); // not by a pipe, which stops reading with its reader
      }
    });
    client.on("close", () => {
      if (!this.#held.has(client) && !this.#awaited.has(server)) server.destroy();
    });
    server.on("close", () => {
      this.#held.delete(client);
      for (const tell of this.#awaited.get(server)?.values() ?? []) tell(undefined);
      this.#awaited.delete(server);
      client.destroy();
    });
  }

  #watch(matches: Watcher["matches"], isHolding: boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const watcher = { matches, isHolding, tell: resolve };
      const giveUp = () => this.#watchers.delete(watcher) && reject(signal.reason);
      this.#watchers.add(watcher);
      signal.addEventListener("abort", giveUp, { once: true });
      if (signal.aborted) giveUp();
    });
  }

  #verdict(command: CommandName): Verdict {
    const watcher = [...this.#watchers].find(({ matches }) => matches(command));
    if (watcher === undefined) return this.judge(command);
    this.#watchers.delete(watcher);
    watcher.tell();
    return watcher.isHolding ? "hold" : this.judge(command);
  }

  #pass(message: WireMessage, client: Socket, server: Socket): void {
    const held = this.#held.get(client);
    const verdict = held === undefined ? this.#verdict(message.command) : "hold"; // none overtakes another
    if (verdict === "forward") server.write(message.bytes);
    else if (verdict !== "hold") client.write(WireMessage.answering(message, verdict.answer).bytes);
    else if (held !== undefined) held.messages.push(message);
    else this.#held.set(client, { messages: [message], server, client });
  }

  #reply(server: Socket, id: number): Promise<Document | undefined> {
    const awaited = this.#awaited.get(server) ?? new Map<number, (reply: Document | undefined) => void>();
    this.#awaited.set(server, awaited);
    return new Promise((resolve) => {
      if (server.destroyed) resolve(undefined);
      awaited.set(id, resolve);
    });
  }
}
