import { pino } from "pino";
import { createApiServer } from "../src/api-server.ts";
import { Metrics } from "../src/metrics.ts";

async function server(isStarted = () => true) {
  const metrics = new Metrics("map-feed");
  const log = pino({ level: "silent" });
  const app = await createApiServer({ name: "map-feed", summary: "Serves.", log, metrics, isStarted });
  const schema = { response: { 200: { type: "object", properties: { vehicles: { type: "array" } } } } };
  app.get("/vehicles", { schema }, () => ({ vehicles: [], secret: "not in the schema" }));
  app.get("/broken", () => {
    throw new Error("password is hunter2");
  });
  return { app, metrics };
}

test("the OpenAPI document is made of the routes", async () => {
  const { app } = await server();
  const document = (await app.inject("/openapi.json")).json();
  expect(document.info.title).toBe("map-feed");
  expect(Object.keys(document.paths)).toContain("/vehicles");
});

test("a schema may carry OpenAPI's example", async () => {
  const { app } = await server();
  const line = { type: "string", example: "24" };
  app.get("/one", { schema: { querystring: { type: "object", properties: { line } } } }, () => "ok");
  expect((await app.inject("/one?line=24")).statusCode).toBe(200);
  await app.close();
});

test("a response carries only what its schema names", async () => {
  const { app } = await server();
  expect((await app.inject("/vehicles")).json()).toEqual({ vehicles: [] });
});

test("until the service has started every route answers 503 with Retry-After", async () => {
  let started = false;
  const { app } = await server(() => started);
  const early = await app.inject("/vehicles");
  expect(early.statusCode).toBe(503);
  expect(early.headers["retry-after"]).toBe("1");
  started = true;
  expect((await app.inject("/vehicles")).statusCode).toBe(200);
});

test("an error inside is a 500 that tells nothing about the inside", async () => {
  const { app } = await server();
  const answer = await app.inject("/broken");
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain("hunter2");
});

test("requests are timed by route pattern, never by path", async () => {
  const { app, metrics } = await server();
  await app.inject("/vehicles");
  await app.inject("/no/such/path");
  const text = await metrics.text();
  expect(text).toContain('http_route="/vehicles",http_response_status_code="200"');
  expect(text).toContain('http_route="unknown",http_response_status_code="404"');
});

test("event streams are not timed: they last as long as their reader stays", async () => {
  const { app, metrics } = await server();
  const stream = "text/event-stream; charset=utf-8";
  app.get("/own", (_request, reply) => {
    reply.type(stream).hijack();
    reply.raw.end("data: 1\n\n");
  });
  app.get("/proxied", (_request, reply) => reply.type(stream).send("data: 1\n\n"));
  await app.inject("/own");
  await app.inject("/proxied");
  await app.inject("/vehicles");
  const text = await metrics.text();
  expect(text).toContain('http_route="/vehicles"');
  expect(text).not.toContain('http_route="/own"');
  expect(text).not.toContain('http_route="/proxied"');
});
