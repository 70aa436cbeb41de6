import type { MongoServer } from "../../src/mongo-server.ts";
import type { GateTarget } from "../../src/tcp-gate.ts";

/** Where a server of our own listens. */
export function addressOf({ uri }: MongoServer): GateTarget {
  const { hostname: host, port } = new URL(uri);
  return { host, port: Number(port) };
}
