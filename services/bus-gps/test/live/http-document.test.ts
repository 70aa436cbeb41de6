import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { httpDocument } from "../../src/live/http-document.ts";
import { collected } from "../collected.ts";

let server: Server;
let asked: IncomingMessage[];
let answer: RequestListener;
let url: string;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const options = { timeoutMs: 5000, maxBytes: 1000, apiKey: undefined, apiKeyHeader: undefined, now: () => 0 };
const forever = new AbortController().signal;

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collected(body)).toString();
}

test("a document is read once, and then asked for by its tag and date until it changes", async () => {
  answer = (request, response) => {
    if (request.headers["if-none-match"] === '"v1"') return void response.writeHead(304).end();
    response.writeHead(200, { etag: '"v1"', "last-modified": "Wed, 23 Sep 2026 11:00:00 GMT" }).end("hello");
  };
  const document = httpDocument({ ...options, url });
  const first = await document.open(forever);
  expect(await text(first?.body as AsyncIterable<Uint8Array>)).toBe("hello");
  first?.accepted();
  expect(await document.open(forever)).toBeUndefined();
  expect(asked[1]?.headers["if-modified-since"]).toBe("Wed, 23 Sep 2026 11:00:00 GMT");
});

test("a document that was not read to its end is asked for whole again", async () => {
  answer = (_, response) => void response.writeHead(200, { etag: '"v1"' }).end("hello");
  const document = httpDocument({ ...options, url });
  await text((await document.open(forever))?.body as AsyncIterable<Uint8Array>);
  await document.open(forever);
  expect(asked[1]?.headers["if-none-match"]).toBeUndefined();
});

test("an answer of 503 is a failure with the server's wish", async () => {
  answer = (_, response) => void response.writeHead(503, { "retry-after": "7" }).end("busy");
  await expect(httpDocument({ ...options, url }).open(forever)).rejects.toMatchObject({
    failure: "status",
    retryAfterMs: 7000,
    message: "the server answered 503",
  });
});

test("a server that never answers, and one that stops in the middle, are given up", async () => {
  const document = httpDocument({ ...options, timeoutMs: 60, url });
  answer = () => {};
  await expect(document.open(forever)).rejects.toMatchObject({ failure: "timeout" });
  answer = (_, response) => void response.write("half");
  const half = await httpDocument({ ...options, timeoutMs: 2_000, url }).open(forever);
  await expect(text(half?.body as AsyncIterable<Uint8Array>)).rejects.toMatchObject({ failure: "timeout" });
});

test("a document larger than allowed is not read on", async () => {
  answer = (_, response) => void response.end("x".repeat(100_000));
  const huge = await httpDocument({ ...options, url }).open(forever);
  await expect(text(huge?.body as AsyncIterable<Uint8Array>)).rejects.toMatchObject({ failure: "too_large" });
});

test("nobody there is unreachable, with the system's word for it", async () => {
  server.close();
  await expect(httpDocument({ ...options, url }).open(forever)).rejects.toMatchObject({
    failure: "unreachable",
    cause: "ECONNREFUSED",
  });
});

test("the key goes as a header, or in the query, and never into what is shown", async () => {
  answer = (_, response) => void response.end("ok");
  const inQuery = httpDocument({ ...options, url: `${url}?bbox=1,2`, apiKey: "s3cret" });
  await inQuery.open(forever);
  expect(asked[0]?.url).toBe("/feed.xml?bbox=1%2C2&api_key=s3cret");
  const inHeader = httpDocument({ ...options, url, apiKey: "s3cret", apiKeyHeader: "x-api-key" });
  await inHeader.open(forever);
  expect(asked[1]?.headers["x-api-key"]).toBe("s3cret");
  expect(asked[1]?.url).toBe("/feed.xml");
  expect(inQuery.shown + inHeader.shown).toBe(url + url);
});

test("a login in the URL goes as a header and is not shown", async () => {
  answer = (_, response) => void response.end("ok");
  const document = httpDocument({ ...options, url: url.replace("//", "//user:p%40ss@") });
  await document.open(forever);
  expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
  expect(document.shown).toBe(url);
});

test("a redirect is followed, but not with a key", async () => {
  answer = (request, response) => {
    if (request.url === "/elsewhere") response.end("there");
    else response.writeHead(302, { location: "/elsewhere" }).end();
  };
  const open = await httpDocument({ ...options, url }).open(forever);
  expect(await text(open?.body as AsyncIterable<Uint8Array>)).toBe("there");
  await expect(httpDocument({ ...options, url, apiKey: "k" }).open(forever)).rejects.toMatchObject({
    failure: "status",
  });
  expect(asked).toHaveLength(3);
});
