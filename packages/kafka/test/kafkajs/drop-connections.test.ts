import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { dropBroker, dropConnections } from "../../src/kafkajs/drop-connections.ts";
import { kafkajsModules } from "../../src/kafkajs/kafkajs.ts";
import type { Cluster, NodeConnection } from "../../src/kafkajs/kafkajs-internals.ts";
import { silentLogger } from "../patches/kafkajs-copies.ts";

/** A server that hangs does not even close what the client has closed. */
const hanging = { allowHalfOpen: true };
let server: Server;
let sockets: Socket[];

beforeEach(async () => {
  sockets = [];
  server = createServer(hanging, (socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

function poolOfConnections() {
  const ConnectionPool = kafkajsModules.read("src/network/connectionPool.js");
  return new ConnectionPool({
    host: "127.0.0.1",
    port: (server.address() as AddressInfo).port,
    clientId: "test",
    connectionTimeout: 60_000,
    requestTimeout: 60_000,
    logger: silentLogger(kafkajsModules),
    socketFactory: kafkajsModules.read("src/network/socketFactory.js")(),
  });
}

type Pool = ReturnType<typeof poolOfConnections>;

function brokerWith(pool: Pool): NodeConnection {
  return { connectionPool: pool, disconnect: () => pool.destroy() } as unknown as NodeConnection;
}

function clusterOf(pool: Pool): Cluster {
  const brokers = { 1: brokerWith(pool) };
  return { brokerPool: { brokers }, disconnect: () => pool.destroy() } as unknown as Cluster;
}

test("a connection that is being opened is given up at once: it never comes to be open", async () => {
  const pool = poolOfConnections();
  const opening = pool.getConnection(1);

  await dropConnections(clusterOf(pool));

  await expect(opening).rejects.toThrow("the connection was closed here");
  expect(pool.isConnected()).toBe(false);
  expect(pool.pool[1].socket.destroyed).toBe(true);
});

test("a broker that is given up keeps no socket, even when it does not answer", async () => {
  const pool = poolOfConnections();
  const connection = await pool.getConnection(1);
  const { requests } = kafkajsModules.read("src/protocol/requests/index.js");
  const asked = connection.send(requests.ApiVersions.protocol({ version: 0 })());
  const closed = once(connection.socket, "close");

  const outcome = asked.catch((error: Error) => error);
  await once(sockets[0] as Socket, "data");

  await dropBroker(brokerWith(pool), new Error("given up"));

  expect(await outcome).toMatchObject({ message: "given up" });
  expect(pool.isConnected()).toBe(false);
  await closed;
  await expect(pool.getConnection(1)).rejects.toThrow("given up");
});
