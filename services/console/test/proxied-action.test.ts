import { eventually } from "@tributary/testing";
import Fastify, { type InjectOptions } from "fastify";
import { consoleRoutes } from "../src/console-routes.ts";
import { FakeOperations } from "./operations/fake-operations.ts";

const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of close.splice(0).reverse()) await one();
});

/** A console before a service that notes what it is asked, and answers with that status. */
async function before(statusCode: number, actions: "loopback" | "off" = "loopback") {
  const asked: { readonly url: string; readonly body: unknown }[] = [];
  const service = Fastify();
  service.all("/*", (request, reply) => {
    asked.push({ url: request.url, body: request.body });
    return reply.code(statusCode).send({ state: "paused" });
  });
  const address = await service.listen({ port: 0, host: "127.0.0.1" });
  close.push(() => service.close());
  const lines: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const app = Fastify({ logger: { level: "info", stream } });
  await consoleRoutes(app, {
    config: {
      API_URLS: [`flight-csv=${address}`, `stock-ticks=${address}`],
      OPS_URLS: [],
      ALLOWED_HOSTS: [],
      CONSOLE_ACTIONS: actions,
      HTTP_HOST: "127.0.0.1",
    },
    now: () => 0,
    openOperations: async () => new FakeOperations(),
  });
  close.push(() => app.close());
  const headers = { host: "127.0.0.1:4000", origin: "http://127.0.0.1:4000" };
  const ask = (request: InjectOptions) =>
    app.inject({ method: "POST", ...request, headers: { ...headers, ...request.headers } });
  return { asked, ask, audited: () => lines.filter((line) => "audit" in line) };
}

test("a control comes to the service with its body, and leaves a line", async () => {
  const { asked, ask, audited } = await before(200);
  const answer = await ask({ url: "/api/flight-csv/replay/pace", payload: { speed: 100 } });
  expect([answer.statusCode, answer.json()]).toEqual([200, { state: "paused" }]);
  expect((await ask({ url: "/api/flight-csv/replay/pause" })).statusCode).toBe(200);
  expect(asked.map(({ url, body }) => [url, body ?? null])).toEqual([
    ["/replay/pace", { speed: 100 }],
    ["/replay/pause", null],
  ]);
  // Written when the answer has gone, which is after it was heard.
  await eventually(() =>
    expect(audited()).toEqual([
      expect.objectContaining({
        audit: "replay pace",
        by: "console",
        what: { service: "flight-csv", speed: 100 },
        statusCode: 200,
      }),
      expect.objectContaining({ audit: "replay pause", what: { service: "flight-csv" } }),
    ]),
  );
});

test("so does a symbol that is to be followed", async () => {
  const { asked, ask, audited } = await before(201);
  expect((await ask({ url: "/api/stock-ticks/symbols", payload: { symbol: "MSFT" } })).statusCode).toBe(201);
  expect(asked).toEqual([{ url: "/symbols", body: { symbol: "MSFT" } }]);
  await eventually(() =>
    expect(audited()).toEqual([
      expect.objectContaining({ audit: "follow symbol", what: { service: "stock-ticks", symbol: "MSFT" } }),
    ]),
  );
});

test("and one that is to be followed no more, whose name stands in the address", async () => {
  const { asked, ask, audited } = await before(204);
  const url = "/api/stock-ticks/symbols/%5EGSPC";
  expect((await ask({ method: "DELETE", url })).statusCode).toBe(204);
  expect(asked.map((one) => one.url)).toEqual(["/symbols/%5EGSPC"]);
  await eventually(() =>
    expect(audited()).toEqual([
      expect.objectContaining({
        audit: "unfollow symbol",
        what: { service: "stock-ticks", symbol: "^GSPC" },
        statusCode: 204,
      }),
    ]),
  );
});

test("what the service does not do leaves a line too", async () => {
  const { ask, audited } = await before(409);
  expect((await ask({ url: "/api/flight-csv/replay/pause" })).statusCode).toBe(409);
  await eventually(() =>
    expect(audited()).toEqual([
      expect.objectContaining({ audit: "replay pause", statusCode: 409, level: 40 }),
    ]),
  );
});

test("what the door refuses comes to nobody", async () => {
  const { asked, ask, audited } = await before(200);
  const foreign = { origin: "https://evil.example" };
  expect((await ask({ url: "/api/flight-csv/replay/pause", headers: foreign })).statusCode).toBe(403);
  expect((await ask({ url: "/api/flight-csv/counts" })).statusCode).toBe(403);
  expect((await ask({ method: "DELETE", url: "/api/flight-csv/replay/pause" })).statusCode).toBe(403);
  expect((await ask({ url: "/api/flight-csv/replay/%2e%2e/counts" })).statusCode).toBe(403);
  const off = await before(200, "off");
  expect((await off.ask({ url: "/api/flight-csv/replay/pause" })).statusCode).toBe(403);
  expect([...asked, ...off.asked]).toEqual([]);
  expect([...audited(), ...off.audited()]).toEqual([]);
});
