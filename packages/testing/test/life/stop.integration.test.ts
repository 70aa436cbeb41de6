import { once } from "node:events";
import { connect } from "node:net";
import { eventually } from "../../src/index.ts";
import { endAll, provisionPositions, servers, service, toldOf } from "./services.ts";

beforeAll(() => provisionPositions(servers()));
afterEach(endAll);

/** Shorter than the default of 10 s, which acceptance allows: a deadline that is missed exits 1. */
const inTime = { SHUTDOWN_TIMEOUT_MS: "8000" };

test("bus-gps, told to stop, leaves no record unacknowledged and exits 0", async () => {
  const busGps = service("bus-gps", { ...toldOf(servers()), ...inTime, BUS_MODE: "live" });
  await busGps.ready();
  await eventually(async () =>
    expect(await busGps.metric("messaging_client_sent_messages_total")).toBeGreaterThan(0),
  );
  expect(await busGps.stop()).toBe(0);
  expect(busGps.log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(["stopping", "stopped"]));
});

test("map-feed, told to stop, tells open streams to reconnect and exits 0 whatever its clients do", async () => {
  const mapFeed = service("map-feed", { ...toldOf(servers()), ...inTime });
  await mapFeed.ready();
  const url = new URL(await mapFeed.apiUrl());
  const stream = await fetch(new URL("/vehicles/stream", url));
  const told = stream.text();
  await (await fetch(new URL("/vehicles", url))).json(); // leaves a connection that is kept alive
  const silentClient = connect(Number(url.port), url.hostname);
  const slowClient = connect(Number(url.port), url.hostname);
  silentClient.on("error", () => {});
  slowClient.on("error", () => {});
  slowClient.write("GET /vehicles HTTP/1.1\r\nhost: x\r\nx-unfinished: ");
  await Promise.all([once(silentClient, "connect"), once(slowClient, "connect")]);

  expect(await mapFeed.stop()).toBe(0);
  expect((await told).trimEnd()).toMatch(/event: reconnect\ndata: \{"clock":\d+\}$/);
});

test("the console, told to stop while it passes a stream on, ends it and exits 0", async () => {
  const mapFeed = service("map-feed", { ...toldOf(servers()), ...inTime });
  await mapFeed.ready();
  const page = service("console", { ...inTime, API_URLS: `map-feed=${await mapFeed.apiUrl()}` });
  await page.ready();
  const stream = await fetch(`${await page.apiUrl()}/api/map-feed/vehicles/stream`);
  expect(stream.status).toBe(200);
  const ended = stream.text().then(
    () => "ended",
    () => "ended",
  );
  expect(await page.stop()).toBe(0);
  expect(await ended).toBe("ended");
});

test("an interrupt from the keyboard is a stop like any other", async () => {
  const page = service("console", inTime);
  await page.ready();
  expect(await page.stop("SIGINT")).toBe(0);
});
