import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { patchConnectionPool } from "../../src/patches/connection-pool.ts";
import { compareWithStock, patchedKafkajs, silentLogger } from "./kafkajs-copies.ts";

/** Sockets that a server sees when two requests at once need a connection that is not open yet. */
async function socketsOfTwoRequests(modules: KafkajsModules): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const ConnectionPool = modules.read("src/network/connectionPool.js");
  const pool = new ConnectionPool({
    host: "127.0.0.1",
    port: (server.address() as AddressInfo).port,
    clientId: "test",
    connectionTimeout: 60_000,
    requestTimeout: 60_000,
    logger: silentLogger(modules),
    socketFactory: modules.read("src/network/socketFactory.js")(),
  });
  const connections = await Promise.all([pool.getConnection(1), pool.getConnection(1)]);
  expect(connections[0]).toBe(connections[1]);
  // One more, of the other connection, arrives behind all others: whoever was to come has come.
  const { localPort } = (await pool.getConnection(0)).socket;
  while (!sockets.some(({ remotePort }) => remotePort === localPort)) await once(server, "connection");
  await pool.destroy();
  for (const socket of sockets) socket.destroy();
  server.close();
  return sockets.length - 1;
}

test("two requests that open a connection at the same time share one socket", async () => {
  const { stock, patched } = await compareWithStock(patchConnectionPool, socketsOfTwoRequests);

  expect(stock).toEqual(Array(10).fill(2));
  expect(patched).toBe(1);
});

test("a connection that could not be opened is tried anew by the next request", async () => {
  const modules = patchedKafkajs(patchConnectionPool);
  const ConnectionPool = modules.read("src/network/connectionPool.js");
  let tries = 0;
  const connection = {
    isConnected: () => false,
    connect: async () => {
      if (++tries === 1) throw new Error("refused");
    },
  };
  const pool = Object.assign(Object.create(ConnectionPool.prototype), { pool: [connection] });

  await expect(pool.getConnection()).rejects.toThrow("refused");
  expect(await pool.getConnection()).toBe(connection);
  expect(tries).toBe(2);
});
