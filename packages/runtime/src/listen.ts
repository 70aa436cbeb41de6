import { ConfigError } from "@tributary/config";
import type { FastifyInstance } from "fastify";

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Its variables are `<server>_HOST` and `<server>_PORT`. */
  readonly server: "HTTP" | "OPS";
}

/** Faults of an address, by the code Node gives them. Anything else is no fault of the configuration. */
const faults: Readonly<Record<string, { what: "HOST" | "PORT"; expected: string; cure: string }>> = {
  EADDRINUSE: {
    what: "PORT",
    expected: "a port that nobody listens on",
    cure: "Stop who does, or set another.",
  },
  EACCES: {
    what: "PORT",
    expected: "a port this process may open",
    cure: "Take one above 1023, or grant the right.",
  },
  EADDRNOTAVAIL: {
    what: "HOST",
    expected: "an address of this machine",
    cure: "0.0.0.0 stands for all of them.",
  },
  ENOTFOUND: {
    what: "HOST",
    expected: "a name or address of this machine",
    cure: "0.0.0.0 stands for all of them.",
  },
};

/**
 * Opens a server and answers with `http://host:port` as it was bound, which matters when port 0 was asked for.
 * Rejects with a `ConfigError` when the address cannot be had.
 */
export async function listen(app: FastifyInstance, { host, port, server }: ListenAddress): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const fault = faults[(error as NodeJS.ErrnoException).code ?? ""];
    if (fault === undefined) throw error;
    const { what, expected, cure } = fault;
    const given = what === "PORT" ? String(port) : host;
    throw new ConfigError([{ name: `${server}_${what}`, given, expected, cure }]);
  }
  const address = app.addresses()[0];
  if (typeof address !== "object") throw new Error("the server does not listen on a port");
  const boundHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${boundHost}:${address.port}`;
}
