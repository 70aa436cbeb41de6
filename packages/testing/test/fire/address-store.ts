import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** One record on its way into the store; its address is where it stood in the log. */
export interface Write {
  readonly address: string;
  readonly offset: number;
  readonly key: string;
  readonly number: number;
}

/** Where in a write its writer is to die, or that it may live. */
export type Mishap = "none" | "before" | "midway" | "after";

export interface StoredWrite extends Write {
  /** How often it was written, and by which replicas. */
  times: number;
  readonly by: Set<string>;
}

/**
 * A store as a sink needs one, over HTTP: a write to an address that is taken changes nothing, and the newest value of
 * a key yields only to one from further on in the log. It lives in the test, which decides in which write a writer dies.
 */
export class AddressStore {
  readonly stored = new Map<string, StoredWrite>();
  readonly newest = new Map<string, Write>();
  /** Writes to a taken address that wanted something else there. */
  conflicts = 0;
  /** Writes for which a newer value of the key was there already. */
  stale = 0;
  /** Refuses a record for what it is. */
  refuses: (write: Write) => boolean = () => false;
  /** Asked for every request before it is carried out; with a mishap the request gets no answer. */
  mishap: (replica: string, writes: readonly Write[]) => Mishap = () => "none";
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#take(request)
        .then((refused) => {
          if (refused === undefined) response.destroy();
          else response.setHeader("content-type", "application/json").end(JSON.stringify(refused));
        })
        .catch(() => response.destroy());
    });
    // The connection of a zombie must outlive its absence, or its late write would not come through.
    this.#server.keepAliveTimeout = 60_000;
  }

  static async open(): Promise<AddressStore> {
    const store = new AddressStore();
    store.#server.listen(0, "127.0.0.1");
    await once(store.#server, "listening");
    return store;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** Addresses it refuses; undefined when the writer is not to hear. */
  async #take(request: IncomingMessage): Promise<readonly string[] | undefined> {
    const writes = (await json(request)) as Write[];
    const replica = String(request.headers["x-replica"]);
    const mishap = this.mishap(replica, writes);
    const reach = { none: writes.length, before: 0, midway: writes.length / 2, after: writes.length }[mishap];
    const refused: string[] = [];
    for (const write of writes.slice(0, reach)) {
      if (this.refuses(write)) refused.push(write.address);
      else this.#keep(write, replica);
    }
    return mishap === "none" ? refused : undefined;
  }

  #keep(write: Write, replica: string): void {
    const taken = this.stored.get(write.address);
    if (taken === undefined) {
      this.stored.set(write.address, { ...write, times: 1, by: new Set([replica]) });
    } else {
      taken.times++;
      taken.by.add(replica);
      if (taken.number !== write.number || taken.key !== write.key) this.conflicts++;
    }
    const newest = this.newest.get(write.key);
    if (newest === undefined || write.offset >= newest.offset) this.newest.set(write.key, write);
    else this.stale++;
  }
}
