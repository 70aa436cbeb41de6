import type { KafkajsModules } from "../kafkajs/kafkajs-modules.ts";

interface Connection {
  isConnected(): boolean;
  connect(): Promise<unknown>;
}

/**
 * P7. The connection for fetches is opened by the first fetch. When a second one comes meanwhile, kafkajs opens a second
 * socket for the same connection: the first is never closed and keeps the process alive, and both feed one buffer, so
 * that answers mix. Here the second waits for the first.
 */
export function patchConnectionPool(modules: KafkajsModules): void {
  const pool = modules.read("src/network/connectionPool.js").prototype as {
    getConnection(this: { readonly pool: readonly Connection[] }, index?: number): Promise<Connection>;
  };
  const opening = new WeakMap<Connection, Promise<unknown>>();
  pool.getConnection = async function (index = 0) {
    const connection = this.pool[index] as Connection;
    if (connection.isConnected()) return connection;
    const underWay = opening.get(connection) ?? connection.connect();
    opening.set(connection, underWay);
    await underWay.finally(() => opening.delete(connection));
    return connection;
  };
}
