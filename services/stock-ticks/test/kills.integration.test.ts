import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type MarketBar, marketBar } from "@tributary/contracts";
import { eventually, provisionFor, readTopic, ServiceProcess, stackInUse } from "@tributary/testing";
import { stockTicks } from "../src/service.ts";
import { listingOf } from "../src/synthetic/listing.ts";
import { SyntheticMarket } from "../src/synthetic/synthetic-market.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const processes: ServiceProcess[] = [];
/** Other tests write to the same topics: this one looks at a symbol of its own. */
const symbol = `K${randomInt(1e9)}.SYN`;
const seed = 5;
const minuteMs = 60_000;
/** Longer than the latest trade is late. */
const settledMs = 4 * minuteMs;

beforeAll(() => provisionFor(stockTicks));
afterAll(() => Promise.all(processes.map((each) => each.stop("SIGKILL"))));

function start(): ServiceProcess {
  const one = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    STOCK_PROVIDER: "synthetic",
    STOCK_SYMBOLS: symbol,
    STOCK_SEED: String(seed),
    STOCK_SYNTHETIC_HISTORY_HOURS: "200",
    STOCK_SYNTHETIC_SPLIT_MINUTES: "0",
    STOCK_SYNTHETIC_LATE_SHARE: "0.2",
  });
  processes.push(one);
  return one;
}

test("killed by kill -9 again and again, it leaves each bar of the market in the log, and no identity with two meanings", async () => {
  const stop = new AbortController();
  const newest = new Map<number, MarketBar>();
  const meanings = new Map<string, string>();
  const contradictions: string[] = [];
  let records = 0;
  const reading = readTopic(
    marketBar,
    (bar) => {
      if (bar.symbol !== symbol) return;
      records++;
      const { openTime, revision, open, high, low, close, volume, final } = bar;
      const meaning = [open, high, low, close, volume, final].join();
      const identity = `${openTime}|${revision}`;
      if ((meanings.get(identity) ?? meaning) !== meaning) contradictions.push(identity);
      meanings.set(identity, meaning);
      if (revision > (newest.get(openTime)?.revision ?? -1)) newest.set(openTime, bar);
    },
    stop.signal,
  );

  // The first life is killed while it sends its history, later ones while they read up.
  for (const afterMs of [5, 100, 700]) {
    const one = start();
    await one.says("publishing");
    const before = records;
    await eventually(() => expect(records).toBeGreaterThan(before));
    await pause(afterMs);
    await one.stop("SIGKILL");
  }
  const last = start();
  await last.ready();
  const readUp = Date.now();
  await eventually(() =>
    expect(Math.max(...[...newest.values()].map(({ observedAt }) => observedAt))).toBeGreaterThan(readUp),
  );
  stop.abort();
  await reading;

  const listing = listingOf(symbol, seed);
  if (listing === undefined) throw new Error("no listing");
  const market = new SyntheticMarket(listing, {
    hours: "24-7",
    haltEveryMinutes: 720,
    splitEveryMinutes: 0,
    lateShare: 0.2,
  });
  const settled = Date.now() - settledMs;
  const shown = [...newest.values()]
    .filter(({ openTime }) => openTime < settled)
    .sort((one, other) => one.openTime - other.openTime);
  const first = (shown[0]?.openTime ?? 0) / minuteMs;
  const truth = Array.from({ length: Math.ceil(settled / minuteMs) - first }, (_, index) =>
    market.barAt(first + index, settled + settledMs, first + index),
  ).filter((bar) => bar !== undefined);
  expect(shown.length).toBeGreaterThan(11_000);
  expect(contradictions).toEqual([]);
  const words = ({
    openTime,
    open,
    high,
    low,
    close,
    volume,
  }: Pick<MarketBar, "openTime" | "open" | "high" | "low" | "close" | "volume">) =>
    [openTime, open, high, low, close, volume].join();
  expect(shown.map(words)).toEqual(truth.map(words));
  expect(shown.every(({ final }) => final)).toBe(true);
});
