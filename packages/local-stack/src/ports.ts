import { randomInt } from "node:crypto";
import getPort, { portNumbers } from "get-port";
import type { Say } from "./say.ts";

/** Hands out ports that nothing listens on, each once. */
export class Ports {
  readonly #taken = new Set<number>();
  readonly #usual: boolean;
  readonly #say: Say;

  /** `usual`: the well-known numbers where they are free, and a line where they are not; else any. */
  constructor(options: { readonly usual: boolean; readonly say: Say }) {
    this.#usual = options.usual;
    this.#say = options.say;
  }

  async claim(what: string, preferred: number): Promise<number> {
    // Never from the ephemeral range (32768 up): a client that keeps trying a port there while its server is away
    // can connect to itself, and then hold the port against the server.
    const from = this.#usual ? preferred : randomInt(20_000, 29_000);
    const port = await getPort({ port: portNumbers(from, from + 999), exclude: this.#taken });
    this.#taken.add(port);
    if (this.#usual && port !== preferred) this.#say(`${what}: port ${preferred} is taken, using ${port}`);
    return port;
  }
}
