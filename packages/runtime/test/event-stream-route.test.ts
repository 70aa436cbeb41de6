import { once } from "node:events";
import http from "node:http";
import Fastify from "fastify";
import { pino } from "pino";
import { everything } from "../src/channel-index.ts";
import { EventHub, type EventHubOptions } from "../src/event-hub.ts";
import { eventStreamRoute } from "../src/event-stream-route.ts";
import { Metrics } from "../src/metrics.ts";
import { EventClient } from "./event-client.ts";
import { emptyThings, read, type Thing, ThingLog } from "./things.ts";

/** Real sockets: what the hub promises must hold with the buffers of the system in between. */
const closing: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(options: Partial<EventHubOptions<Thing>> = {}) {
  const view = emptyThings();
  const log = new ThingLog();
  const metrics = new Metrics("test");
  const hub = new EventHub({
    view,
    metrics,
    log: pino({ level: "silent" }),
    now: Date.now,
    tickMs: 20,
    ...options,
  });
  const app = Fastify();
  eventStreamRoute(app, {
    url: "/stream",
    hub,
    schema: {},
    channels: (request) => {
      const { color } = request.query as { color?: string };
      if (color === "") throw Object.assign(new Error("color is empty"), { statusCode: 400 });
      return [color === undefined ? everything : `color:${color}`];
    },
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  closing.push(() => app.close());
  const put = (id: string, color = "red") => read(view, log.append(id, { at: Date.now(), color }, 0));
  const count = async (name: string) =>
    (await metrics.registry.getSingleMetric(name)?.get())?.values.reduce((sum, { value }) => sum + value, 0);
  return { url, app, hub, view, put, count };
}

async function open(url: string, headers: http.OutgoingHttpHeaders = {}) {
  const request = http.get(url, { headers, agent: false });
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  const client = new EventClient();
  let hasEnded = false;
  response.setEncoding("utf8");
  response.on("data", (text: string) => client.receive(text));
  response.on("error", () => {});
  response.on("close", () => {
    hasEnded = true;
  });
  closing.push(async () => request.destroy());
  return {
    request,
    response,
    client,
    get hasEnded() {
      return hasEnded;
    },
  };
}

/** Waits for a condition, not for a time; a condition that never comes true fails the test. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(10_000);
  while (!(await holds())) {
    deadline.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const longName = "x".repeat(10_000);

test("a stream says what it is, and that proxies are to pass it on as it comes", async () => {
  const { url } = await serve();
  const { response, client } = await open(`${url}/stream`);
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
    "cache-control": "no-store, no-transform",
  });
  await until(() => client.events.length > 0);
  expect(client.events[0]?.event).toBe("reset");
});

test("what is put into the view comes out of the stream, and what is left out of the channel does not", async () => {
  const { url, put } = await serve();
  const red = await open(`${url}/stream?color=red`);
  await until(() => red.client.events.length > 0);
  put("a", "red");
  put("b", "blue");
  await until(() => red.client.rows.size > 0);
  await until(() => red.client.lastEventId === "log:2.0");
  expect([...red.client.rows.keys()]).toEqual(["a"]);
});

test("HEAD is answered without a stream", async () => {
  const { url, hub } = await serve();
  const response = await fetch(`${url}/stream`, { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  expect(hub.readers).toBe(0);
});

test("a request that cannot be meant is answered 400", async () => {
  const { url, hub } = await serve();
  const response = await fetch(`${url}/stream?color=`);
  expect(response.status).toBe(400);
  expect(hub.readers).toBe(0);
});

test("one reader more than allowed is answered 503 and asked to come back, and is let in when there is room", async () => {
  const { url, hub, count } = await serve({ mostReaders: 1 });
  const first = await open(`${url}/stream`);
  const second = await fetch(`${url}/stream`);
  expect(second.status).toBe(503);
  expect(second.headers.get("retry-after")).toBe("5");
  expect(await count("event_stream_readers_refused_total")).toBe(1);
  first.request.destroy();
  await until(() => hub.readers === 0);
  expect((await open(`${url}/stream`)).response.statusCode).toBe(200);
});

test("readers that break off are forgotten", async () => {
  const { url, hub } = await serve();
  const readers = await Promise.all(Array.from({ length: 20 }, () => open(`${url}/stream`)));
  expect(hub.readers).toBe(20);
  for (const { request } of readers) request.destroy();
  await until(() => hub.readers === 0);
});

test("a reader that stops reading is cut, while another goes on", async () => {
  const { url, hub, put, count } = await serve({ stalledAfterMs: 1_500 });
  const stuck = await open(`${url}/stream?color=red`);
  const fine = await open(`${url}/stream?color=red`);
  stuck.response.pause();
  await until(() => {
    for (let thing = 0; thing < 100; thing += 1) put(`${longName}${thing}`);
    return hub.readers === 1;
  });
  expect(await count("event_stream_readers_cut_total")).toBe(1);
  put("last");
  await until(() => fine.client.rows.has("last"));
  expect(fine.hasEnded).toBe(false);
});

test("a reader that stops for a moment gets the newest of each key in one go", async () => {
  const { url, put, count, hub } = await serve();
  const reader = await open(`${url}/stream`);
  await until(() => reader.client.events.length > 0);
  reader.response.pause();
  const written = () => count("event_stream_written_bytes_total");
  let [bytes, since] = [await written(), 0];
  await until(async () => {
    for (let thing = 0; thing < 100; thing += 1) put(`${longName}${thing}`);
    const now = await written();
    since = now === bytes ? since + 1 : 0;
    bytes = now;
    return since > 20;
  });
  const catchUps = async () => (await count("event_stream_catch_ups_total")) ?? 0;
  const before = await catchUps(); // while the sockets' buffers filled there may have been one
  reader.response.resume();
  await until(async () => (await catchUps()) === before + 1);
  put("last");
  await until(() => reader.client.rows.has("last"));
  expect(reader.client.rows.size).toBe(101);
  expect(hub.readers).toBe(1);
});

test("a reader goes on at another replica with its last id, in the header or in the query", async () => {
  const [one, other] = [await serve(), await serve()];
  for (const { put } of [one, other]) {
    put("a");
    put("b");
  }
  const before = await open(`${one.url}/stream`);
  await until(() => before.client.lastEventId === "log:2.0");
  const warm = await open(`${other.url}/stream`);
  await until(() => warm.client.lastEventId === "log:2.0");
  other.put("b");
  const id = before.client.lastEventId;
  const byHeader = await open(`${other.url}/stream`, { "last-event-id": id });
  const byQuery = await open(`${other.url}/stream?lastEventId=${encodeURIComponent(id)}`);
  for (const { client } of [byHeader, byQuery]) {
    await until(() => client.lastEventId === "log:3.0");
    expect(client.events.map(({ event }) => event)).not.toContain("reset");
    expect(client.rows.has("b")).toBe(true);
  }
});

test("a server that closes tells its readers to reconnect and is closed at once, stuck readers or not", async () => {
  const { url, app, put } = await serve();
  const fine = await open(`${url}/stream`);
  const stuck = await open(`${url}/stream`);
  await until(() => fine.client.events.length > 0);
  stuck.response.pause();
  for (let thing = 0; thing < 800; thing += 1) put(`${longName}${thing}`);
  await until(() => fine.client.rows.size === 800);
  await app.close();
  await until(() => fine.hasEnded);
  expect(fine.client.events.at(-1)?.event).toBe("reconnect");
});

test("a silent stream carries a heartbeat", async () => {
  const { url } = await serve({ heartbeatMs: 40 });
  const { client } = await open(`${url}/stream`);
  await until(() => client.comments.includes("heartbeat"));
});
