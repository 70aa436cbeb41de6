import Fastify, { type InjectOptions } from "fastify";
import { type ConsoleContext, consoleRoutes } from "../src/console-routes.ts";
import { FakeOperations } from "./operations/fake-operations.ts";
import { aGroup } from "./operations/samples.ts";

const loopback = {
  API_URLS: [],
  OPS_URLS: [],
  ALLOWED_HOSTS: ["console.example.org"],
  CONSOLE_ACTIONS: "loopback",
  HTTP_HOST: "127.0.0.1",
} as const;

async function asking(context: Partial<ConsoleContext>) {
  const operations = new FakeOperations();
  operations.held = [aGroup({ group: "g", tripped: { reason: "20 in a row", at: 0 } })];
  const app = Fastify();
  await consoleRoutes(app, {
    config: loopback,
    now: () => 5,
    openOperations: async () => operations,
    ...context,
  });
  const ask = async (request: InjectOptions) => {
    const { statusCode, body } = await app.inject({
      ...request,
      headers: { host: "127.0.0.1:4000", ...request.headers },
    });
    return { statusCode, body: JSON.parse(body) };
  };
  return { operations, ask };
}

const resume = (origin?: string, host = "127.0.0.1:4000"): InjectOptions => ({
  method: "POST",
  url: "/operations/groups/g/resume",
  headers: { host, ...(origin !== undefined && { origin }) },
});

test("an action is taken from the console's own page, opened on this machine", async () => {
  const { operations, ask } = await asking({});
  expect(await ask(resume("http://127.0.0.1:4000"))).toEqual({ statusCode: 200, body: { resumed: true } });
  expect(operations.calls).toEqual(['resume("g")']);
});

test.each([
  ["a foreign page", resume("https://evil.example"), loopback, "own pages"],
  ["another port of this machine", resume("http://127.0.0.1:4001"), loopback, "own pages"],
  ["no page at all", resume(), loopback, "own pages"],
  ["a name made to resolve here", resume("http://evil.example", "evil.example"), loopback, "ALLOWED_HOSTS"],
  [
    "a page opened under another name",
    resume("https://console.example.org", "console.example.org"),
    loopback,
    "opened as console.example.org",
  ],
  [
    "a console that listens to others",
    resume("http://127.0.0.1:4000"),
    { ...loopback, HTTP_HOST: "0.0.0.0" },
    "listens on 0.0.0.0",
  ],
  [
    "a console whose actions are off",
    resume("http://127.0.0.1:4000"),
    { ...loopback, CONSOLE_ACTIONS: "off" as const },
    "CONSOLE_ACTIONS is off",
  ],
])("an action from %s is refused before the cluster hears of it", async (_who, request, config, words) => {
  const { operations, ask } = await asking({ config });
  const { statusCode, body } = await ask(request);
  expect(statusCode).toBe(403);
  expect(body.message).toContain(words);
  expect(operations.calls).toEqual([]);
});

test("the page is told beforehand what would be refused", async () => {
  const actions = async (host: string, config: ConsoleContext["config"] = loopback) => {
    const { ask } = await asking({ config });
    return (await ask({ url: "/operations/groups", headers: { host } })).body.actions;
  };
  expect(await actions("localhost:4000")).toEqual({ allowed: true, reason: null });
  expect((await actions("console.example.org")).allowed).toBe(false);
  expect((await actions("localhost", { ...loopback, HTTP_HOST: "0.0.0.0" })).reason).toContain("0.0.0.0");
});

test("any page is told the same without Kafka", async () => {
  const { ask } = await asking({ openOperations: () => Promise.reject(new Error("away")) });
  expect(await ask({ url: "/actions" })).toEqual({ statusCode: 200, body: { allowed: true, reason: null } });
  const off = await asking({ config: { ...loopback, CONSOLE_ACTIONS: "off" as const } });
  expect((await off.ask({ url: "/actions" })).body).toEqual({
    allowed: false,
    reason: "not allowed: CONSOLE_ACTIONS is off",
  });
});

test("all but operations is served while Kafka is away, and operations when it is back", async () => {
  const away = Object.assign(new Error("connect ECONNREFUSED"), { name: "BrokerError", code: "unavailable" });
  const { ask } = await asking({ openOperations: () => Promise.reject(away) });
  expect((await ask({ url: "/operations/groups" })).statusCode).toBe(503);
  expect(await ask({ url: "/services" })).toEqual({
    statusCode: 200,
    body: { clock: 5, since: 5, services: [] },
  });
});
