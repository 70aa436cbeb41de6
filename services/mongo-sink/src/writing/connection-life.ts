import type { MongoClient } from "mongodb";

/**
 * Whether the connections to MongoDB have lasted. A server that was killed and started again may not know the numbers of
 * sessions any more (mongod does, not every server that speaks its protocol), so a fence holds only as long as they have.
 */
export class ConnectionLife {
  #current = new AbortController();

  constructor(client: Pick<MongoClient, "on">) {
    client.on("connectionPoolCleared", () => this.#end());
    client.on("connectionClosed", ({ reason }) => {
      if (reason !== "idle") this.#end();
    });
  }

  /** Aborts at the first connection that is lost after now, before another one takes its place. */
  get signal(): AbortSignal {
    return this.#current.signal;
  }

  #end(): void {
    const ended = this.#current;
    this.#current = new AbortController();
    ended.abort(new Error("a connection to MongoDB was lost"));
  }
}

/**
 * Calls with a signal that aborts with either of two. Not `AbortSignal.any`: it leaves 200 bytes in the older one at each
 * call (Node 24), and that one may be as old as the service.
 */
export async function withEither<R>(
  old: AbortSignal,
  young: AbortSignal,
  call: (either: AbortSignal) => Promise<R>,
): Promise<R> {
  const ended = new AbortController();
  const end = () => ended.abort(old.reason);
  old.addEventListener("abort", end, { once: true });
  if (old.aborted) end();
  try {
    return await call(AbortSignal.any([young, ended.signal]));
  } finally {
    old.removeEventListener("abort", end);
  }
}
