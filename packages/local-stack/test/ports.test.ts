import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { Ports } from "../src/ports.ts";
import { silence } from "../src/say.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function occupy(port: number): Promise<number> {
  const server = createServer().listen(port, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

test("a usual port that is taken is replaced by the next free one, and a line says so", async () => {
  const said: string[] = [];
  const taken = await occupy(0);
  const port = await new Ports({ usual: true, say: (line) => said.push(line) }).claim("Kafka", taken);
  expect(port).toBeGreaterThan(taken);
  expect(said).toEqual([`Kafka: port ${taken} is taken, using ${port}`]);
});

test("no port is handed out twice, also when asked for at once", async () => {
  const ports = new Ports({ usual: false, say: silence });
  const claimed = await Promise.all(Array.from({ length: 20 }, () => ports.claim("a test", 1)));
  expect(new Set(claimed).size).toBe(20);
});

test("free ports lie below those that outgoing connections get", async () => {
  const port = await new Ports({ usual: false, say: silence }).claim("a test", 9092);
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
});
