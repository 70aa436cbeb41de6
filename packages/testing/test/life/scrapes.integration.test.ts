import { readdirSync } from "node:fs";
import type { MetricShape } from "@tributary/runtime";
import { eventually, type ServiceProcess, scrapeFaults } from "../../src/index.ts";
import { endAll, provisionPositions, servers, service, toldOf } from "./services.ts";

const shapes = {
  "bus-gps": ["producer"],
  "map-feed": ["view", "event stream", "API"],
  console: ["API"],
} as const satisfies Readonly<Record<string, readonly MetricShape[]>>;

beforeAll(() => provisionPositions(servers()));
afterAll(endAll);

const scrape = async (started: ServiceProcess) => (await fetch(`${await started.opsUrl()}/metrics`)).text();

test("every service there is, is scraped here", () => {
  const folders = readdirSync(new URL("../../../../services/", import.meta.url), { withFileTypes: true });
  const names = folders.filter((each) => each.isDirectory()).map(({ name }) => name);
  expect(names.sort()).toEqual(Object.keys(shapes).sort());
});

test("what the services show is what the list of metrics says", async () => {
  const busGps = service("bus-gps", toldOf(servers()));
  const mapFeed = service("map-feed", toldOf(servers()));
  await Promise.all([busGps.ready(), mapFeed.ready()]);
  const consoleGateway = service("console", { API_URLS: `map-feed=${await mapFeed.apiUrl()}` });
  await consoleGateway.ready();
  await fetch(await consoleGateway.apiUrl());
  await eventually(async () =>
    expect(await mapFeed.metric("stream_event_time_lag_seconds")).toBeGreaterThan(0),
  );
  await eventually(async () =>
    expect(await busGps.metric("messaging_client_sent_messages_total")).toBeGreaterThan(0),
  );
  expect(scrapeFaults(await scrape(busGps), shapes["bus-gps"])).toEqual([]);
  expect(scrapeFaults(await scrape(mapFeed), shapes["map-feed"])).toEqual([]);
  expect(scrapeFaults(await scrape(consoleGateway), shapes.console)).toEqual([]);
});
