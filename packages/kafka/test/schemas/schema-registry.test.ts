import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SchemaRegistry } from "../../src/schemas/schema-registry.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const calls: string[] = [];
beforeEach(() => {
  calls.length = 0;
});

async function registryThat(answers: RequestListener, timeoutMs = 5_000): Promise<SchemaRegistry> {
  const listening = createServer(answers);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  const onCall = (outcome: string, seconds: number) => void calls.push(seconds > 0 ? outcome : "no time");
  return new SchemaRegistry({ registryUrl: `http://127.0.0.1:${port}/apis/ccompat/v7`, timeoutMs, onCall });
}

const says =
  (status: number, body: object | string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

test("a schema is asked for below the given address", async () => {
  const asked: unknown[] = [];
  const registry = await registryThat((request, response) => {
    asked.push(request.url);
    says(200, { schema: '"string"' })(request, response);
  });

  expect(await registry.find(5)).toEqual({ schema: '"string"' });
  expect(asked).toEqual(["/apis/ccompat/v7/schemas/ids/5"]);
  expect(calls).toEqual(["answered"]);
});

test("the registry's own 404 means that there is no such schema", async () => {
  const registry = await registryThat(says(404, { error_code: 40403, message: "Schema 5 not found" }));

  expect(await registry.find(5)).toBeUndefined();
  expect(calls).toEqual(["not_found"]);
});

test.each([
  ["a 404 of something else", says(404, "<html>404 Not Found</html>"), "no_registry"],
  ["a refused password", says(401, { message: "Unauthorized" }), "not_authorized"],
  ["a refused user", says(403, { message: "Forbidden" }), "not_authorized"],
  ["a broken registry", says(500, { message: "boom" }), "unavailable"],
  ["a busy registry", says(429, { message: "slow down" }), "unavailable"],
  ["a cut connection", ((request) => request.socket.destroy()) as RequestListener, "unavailable"],
] as const)("%s is told as such", async (_, answers, code) => {
  const registry = await registryThat(answers);

  await expect(registry.find(5)).rejects.toMatchObject({ name: "RegistryError", code });
  expect(calls).toEqual([code]);
});

test("a registry that accepts and never answers is unavailable after the time-out", async () => {
  const registry = await registryThat(() => undefined, 50);

  await expect(registry.find(5)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("50 ms"),
  });
});

test("a registry that is not there is unavailable, though the client reports status 400", async () => {
  const registry = new SchemaRegistry({ registryUrl: "http://127.0.0.1:1" });

  await expect(registry.find(5)).rejects.toMatchObject({ code: "unavailable", cause: { status: 400 } });
});

test("a refused schema is incompatible", async () => {
  const registry = await registryThat(says(409, { message: "Incompatible artifact" }));

  await expect(registry.register("s", '"int"')).rejects.toMatchObject({ code: "incompatible" });
});
