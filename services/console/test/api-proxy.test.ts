import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { apiProxy } from "../src/api-proxy.ts";
import type { InstancesOf } from "../src/instances.ts";
import { parseReplicas } from "../src/replicas.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function instance(answer: Answer): Promise<string> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where nobody listens: a port that was free a moment ago may be given to whoever is next, the proxy itself included. */
const nobody = "http://127.0.0.1:2";

interface Proxy {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly warnings: object[];
}

function proxy(...urls: string[]): Promise<Proxy> {
  return proxyTo(urls, async (url) => [url]);
}

async function proxyTo(urls: readonly string[], instancesOf: InstancesOf): Promise<Proxy> {
  const warnings: object[] = [];
  const stream = { write: (line: string) => void warnings.push(JSON.parse(line)) };
  const app = Fastify({ logger: { level: "warn", stream } });
  await apiProxy(app, parseReplicas("API_URLS", [`feed=${urls.join("|")}`]), instancesOf);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  open.push(() => app.close());
  return { app, url, warnings };
}

const say =
  (text: string): Answer =>
  (_request, response) =>
    response.end(text);

test("hands on path, query and headers, and the answer as it is", async () => {
  let seen: IncomingMessage | undefined;
  const { url } = await proxy(
    await instance((incoming, response) => {
      seen = incoming;
      response.writeHead(418, { "x-more": "yes" }).end("tea");
    }),
  );
  const answer = await fetch(`${url}/api/feed/vehicles?line=24&bbox=1,2`, {
    headers: { "last-event-id": "7:1.2" },
  });
  expect([answer.status, answer.headers.get("x-more"), await answer.text()]).toEqual([418, "yes", "tea"]);
  expect(seen?.url).toBe("/vehicles?line=24&bbox=1,2");
  expect(seen?.headers["last-event-id"]).toBe("7:1.2");
});

test("keeps the origin to itself: the door has judged it, and services take no changes from pages", async () => {
  let seen: IncomingMessage | undefined;
  const { url } = await proxy(
    await instance((incoming, response) => {
      seen = incoming;
      response.end();
    }),
  );
  await fetch(`${url}/api/feed/replay/pause`, { method: "POST", headers: { origin: url, "x-more": "yes" } });
  expect([seen?.headers.origin, seen?.headers["x-more"]]).toEqual([undefined, "yes"]);
});

test("asks the replicas in turn", async () => {
  const { url } = await proxy(await instance(say("a")), await instance(say("b")));
  const answers = [];
  for (let count = 0; count < 4; count++) answers.push(await (await fetch(`${url}/api/feed/x`)).text());
  expect(answers).toEqual(["a", "b", "a", "b"]);
});

test("passes over a replica that is away and one that is not ready", async () => {
  const starting: Answer = (_request, response) => response.writeHead(503).end("{}");
  const { url } = await proxy(nobody, await instance(starting), await instance(say("here")));
  for (let count = 0; count < 6; count++) {
    expect(await (await fetch(`${url}/api/feed/x`)).text()).toBe("here");
  }
});

test("answers 502 in words when no replica can be reached, 503 as the last one said it", async () => {
  const away = await proxy(nobody);
  const answer = await fetch(`${away.url}/api/feed/x`);
  expect(answer.status).toBe(502);
  expect(await answer.json()).toEqual({
    statusCode: 502,
    error: "Bad Gateway",
    message: "no instance of feed can be reached",
  });
  const starting: Answer = (_request, response) => response.writeHead(503).end('{"message":"starting"}');
  const unready = await proxy(await instance(starting), await instance(starting));
  const refused = await fetch(`${unready.url}/api/feed/x`);
  expect([refused.status, await refused.json()]).toEqual([503, { message: "starting" }]);
});

test("the log names the service nobody answered for in one line, and no replica that is passed over", async () => {
  const passing = await proxy(nobody, await instance(say("two")));
  await fetch(`${passing.url}/api/feed/x`);
  expect(passing.warnings).toEqual([]);
  const { url, warnings } = await proxy(nobody);
  await fetch(`${url}/api/feed/x`);
  expect(warnings).toEqual([
    expect.objectContaining({
      upstream: "feed",
      reason: expect.stringContaining(`ECONNREFUSED ${new URL(nobody).host}`),
      msg: "no instance answered",
    }),
  ]);
});

test("knows no service but those configured", async () => {
  const { url } = await proxy(await instance(say("a")));
  expect((await fetch(`${url}/api/other/x`)).status).toBe(404);
  expect((await fetch(`${url}/api/feed/../../other/x`)).status).toBe(404);
});

test("asks nobody but the instances, however the path is written", async () => {
  let asked = 0;
  const stranger = await instance((_request, response) => {
    asked++;
    response.end("secret");
  });
  const seen: (string | undefined)[] = [];
  const feed = await instance((incoming, response) => {
    seen.push(incoming.url);
    response.end("feed");
  });
  const { url } = await proxy(feed);
  const { host, port } = new URL(stranger);
  const get = async (path: string): Promise<void> => {
    // `request`, for `fetch` would tidy the path first.
    const sent = request({ host: "127.0.0.1", port: new URL(url).port, path }).end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    await once(answer.resume(), "end");
  };
  await get(`/api/feed//${host}/x`);
  await get(`/api/feed/\\${host}/x`);
  await get(`/api/fee%64/${port}/x`);
  await get("/api/feed/x?a=%zz/../b");
  expect(asked).toBe(0);
  expect(seen).toEqual([`//${host}/x`, `//${host}/x`, `/${port}/x`, "/x?a=%zz/../b"]);
});

test("an event stream from the next replica has nothing of the refusal of the one before", async () => {
  const starting: Answer = (_request, response) =>
    response.writeHead(503, { "content-length": "2", "retry-after": "1", "x-from": "starting" }).end("{}");
  const { url } = await proxy(
    await instance(starting),
    await instance((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: first\n\n");
      response.end("data: last\n\n");
    }),
  );
  const answer = await fetch(`${url}/api/feed/stream`);
  expect(await answer.text()).toBe("data: first\n\ndata: last\n\n");
  expect([answer.headers.get("retry-after"), answer.headers.get("x-from")]).toEqual([null, null]);
});

test("streams events as they come, and tells the instance when the reader goes", async () => {
  const gone = Promise.withResolvers<void>();
  const { url } = await proxy(
    await instance((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: first\n\n");
      response.on("close", () => gone.resolve());
    }),
  );
  const reader = request(`${url}/api/feed/stream`).end();
  const [answer] = (await once(reader, "response")) as [IncomingMessage];
  const [chunk] = (await once(answer, "data")) as [Buffer];
  expect(chunk.toString()).toBe("data: first\n\n");
  reader.destroy();
  await gone.promise;
});

test("ends the reader's stream when the instance dies", async () => {
  const { url } = await proxy(
    await instance((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: last\n\n");
      setImmediate(() => response.destroy());
    }),
  );
  const answer = await fetch(`${url}/api/feed/stream`);
  await expect(answer.text()).rejects.toThrow();
});

test("closes with streams open", async () => {
  const { app, url } = await proxy(
    await instance((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: on\n\n");
    }),
  );
  const answer = await fetch(`${url}/api/feed/stream`);
  const ended = answer.text().catch(() => "cut");
  await app.close();
  expect(await ended).toBe("cut");
});

test("replicas that share a name take turns as they come, and one that is gone is passed over", async () => {
  const addresses = [await instance(say("first")), await instance(say("second"))];
  const { url } = await proxyTo(["http://feed:8080"], async () => addresses.map((text) => new URL(text)));
  const ask = async () => (await fetch(`${url}/api/feed/vehicles`)).text();
  expect([await ask(), await ask()].sort()).toEqual(["first", "second"]);
  addresses[0] = nobody;
  expect([await ask(), await ask()]).toEqual(["second", "second"]);
  addresses.push(await instance(say("third")));
  expect([await ask(), await ask(), await ask()]).toContain("third");
});
