import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { ConfigError } from "@tributary/config";
import Fastify from "fastify";
import { listen } from "../src/listen.ts";

test("it answers with the port that was bound when any was asked for", async () => {
  const app = Fastify();
  app.get("/", () => "here");
  const url = await listen(app, { host: "127.0.0.1", port: 0, server: "HTTP" });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
  expect(await (await fetch(url)).text()).toBe("here");
  await app.close();
});

test("a port in use is a fault of the variable that asked for it", async () => {
  const other = createServer();
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const refused = listen(Fastify(), { host: "127.0.0.1", port, server: "OPS" });
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(`OPS_PORT: given "${port}", expected a port that nobody listens on`);
  other.close();
});

test("an address of another machine is a fault of the host variable", async () => {
  // RFC 5737 keeps 192.0.2.0/24 for documentation: no machine has it.
  const refused = listen(Fastify(), { host: "192.0.2.1", port: 0, server: "HTTP" });
  await expect(refused).rejects.toThrow('HTTP_HOST: given "192.0.2.1", expected an address of this machine');
});
