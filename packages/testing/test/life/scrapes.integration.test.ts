import { readdirSync } from "node:fs";
import type { MetricShape } from "@tributary/runtime";
import { eventually, type ServiceProcess, scrapeFaults, startMongo } from "../../src/index.ts";
import {
  endAll,
  provisionAccidents,
  provisionFlights,
  provisionPositions,
  provisionStocks,
  servers,
  service,
  toldOf,
} from "./services.ts";

const shapes = {
  "bus-gps": ["producer"],
  "map-feed": ["view", "event stream", "API"],
  "flight-csv": ["replay", "API"],
  "flights-per-airline": ["fold", "view", "event stream", "API"],
  "accident-csv": ["replay", "API"],
  "accident-feed": ["fold", "view", "event stream", "API"],
  "mongo-sink": ["sink", "API"],
  "stock-ticks": ["producer", "API"],
  "technical-indicators": ["fold", "view", "event stream", "API"],
  console: ["API"],
} as const satisfies Readonly<Record<string, readonly MetricShape[]>>;

beforeAll(async () => {
  await provisionPositions(servers());
  await provisionFlights(servers());
  await provisionAccidents(servers());
  await provisionStocks(servers());
});
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

test("a replay and the counts of what it sends show what the list of metrics says", async () => {
  const env = { ...toldOf(servers()), FLIGHT_GENERATED_ROWS: "2000", FLIGHT_SPEED: "max" };
  const counter = service("flights-per-airline", env);
  await counter.ready();
  const replay = service("flight-csv", { ...env, FLIGHT_SEED: String(Date.now() % 2 ** 31) });
  await replay.ready();
  await eventually(async () =>
    expect(await replay.metric("messaging_client_sent_messages_total")).toBeGreaterThan(0),
  );
  await eventually(async () =>
    expect(await counter.metric("messaging_client_consumed_messages_total")).toBeGreaterThan(0),
  );
  await fetch(`${await replay.apiUrl()}/replay`);
  await fetch(`${await counter.apiUrl()}/replays`);
  expect(scrapeFaults(await scrape(replay), shapes["flight-csv"])).toEqual([]);
  expect(scrapeFaults(await scrape(counter), shapes["flights-per-airline"])).toEqual([]);
});

test("a replay, the feed and the database of what it sends show what the list of metrics says", async () => {
  const mongo = await startMongo({ kind: "plain" });
  const told = { ...toldOf(servers()), ACCIDENT_GENERATED_ROWS: "500", ACCIDENT_SPEED: "max" };
  const store = mongo && { MONGODB_URI: mongo.uri, MONGODB_DATABASE: mongo.database };
  const env = { ...told, ACCIDENT_SEED: String(Date.now() % 2 ** 31) };
  try {
    const consumers = [
      service("accident-feed", env),
      ...(store === undefined ? [] : [service("mongo-sink", { ...env, ...store })]),
    ];
    const replay = service("accident-csv", env);
    for (const each of [...consumers, replay]) await each.ready();
    for (const each of consumers) {
      await eventually(async () =>
        expect(await each.metric("messaging_client_consumed_messages_total")).toBeGreaterThan(0),
      );
    }
    const [feed, sink] = consumers as [ServiceProcess, ServiceProcess?];
    await fetch(`${await replay.apiUrl()}/replay`);
    await fetch(`${await feed.apiUrl()}/replays`);
    expect(scrapeFaults(await scrape(replay), shapes["accident-csv"])).toEqual([]);
    expect(scrapeFaults(await scrape(feed), shapes["accident-feed"])).toEqual([]);
    if (sink === undefined) return;
    await eventually(async () =>
      expect(await sink.metric("stream_sink_batches_total", 'outcome="written"')).toBeGreaterThan(0),
    );
    await fetch(`${await sink.apiUrl()}/collections`);
    expect(scrapeFaults(await scrape(sink), shapes["mongo-sink"])).toEqual([]);
  } finally {
    await endAll();
    await mongo?.stop();
  }
});

test("a producer that keeps marks and a fold of parts show what the list of metrics says", async () => {
  const ticks = service("stock-ticks", { ...toldOf(servers()), STOCK_SYNTHETIC_HISTORY_HOURS: "1" });
  const inMemory = { INDICATOR_HISTORY_FILE: ":memory:" };
  const indicators = service("technical-indicators", { ...toldOf(servers()), ...inMemory });
  await Promise.all([ticks.ready(60_000), indicators.ready(60_000)]);
  const transactions = () => indicators.metric("stream_transactions_total", 'outcome="committed"');
  await eventually(async () => expect(await transactions()).toBeGreaterThan(0));
  for (const one of [ticks, indicators]) await fetch(`${await one.apiUrl()}/symbols`);
  for (const [name, one] of [["stock-ticks", ticks] as const, ["technical-indicators", indicators] as const])
    expect(scrapeFaults(await scrape(one), shapes[name])).toEqual([]);
});
