import { type MarketBar, marketBar, marketIndicator, marketSignal } from "@tributary/contracts";
import { given, LocalRegistry, MemoryCluster } from "@tributary/testing";
import { technicalIndicators } from "../src/service.ts";
import { aBar, minute, monday } from "./a-bar.ts";

const bars = (...all: readonly MarketBar[]) => all.map((bar) => [marketBar, bar] as const);
const env = { INDICATOR_HISTORY_FILE: ":memory:", LOG_LEVEL: "info" };

/** Closed minutes at 100, 101, 102, … */
const rising = (count: number) =>
  Array.from({ length: count }, (_, n) => aBar({ openTime: monday + n * minute, close: 100 + n }));

test("ticks become bars with indicators in every interval", async () => {
  const tick = aBar({ openTime: monday + 30 * minute, close: 90, final: false });
  const { published, deadLetters } = await given(technicalIndicators, bars(...rising(30), tick), { env });
  const newest = new Map(published.get(marketIndicator).map((bar) => [marketIndicator.key(bar), bar]));
  expect(deadLetters).toEqual([]);
  // 31 minutes, 7 times five, an hour, a day, a month, a year.
  expect(newest.size).toBe(31 + 7 + 1 + 1 + 1 + 1);
  // Mean of 111 to 129 and 90.
  expect(newest.get(`BTCUSDT|1m|${tick.openTime}`)).toMatchObject({
    sma: (19 * 120 + 90) / 20,
    final: false,
    revision: 0,
    barCount: 31,
  });
  const year = Date.UTC(2025, 0, 1);
  expect(newest.get(`BTCUSDT|1y|${year}`)).toMatchObject({
    open: 100,
    high: 129,
    low: 90,
    close: 90,
    volume: 310,
    final: false,
    revision: 30,
    smaMissingCount: 19,
    sma: null,
  });
});

test("a bar sent twice is published once, and nothing of its state is written", async () => {
  const [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
  const three = bars(...rising(3));
  const once = await given(technicalIndicators, three, { env, cluster, registry });
  const twice = await given(technicalIndicators, three, { env, cluster, registry });
  expect(once.published.get(marketIndicator).length).toBeGreaterThan(3);
  expect(twice.published.get(marketIndicator)).toEqual([]);
  expect(twice.state).toEqual(once.state);
});

test("other periods are computed from the first bar in the log on, and no signal is told again", async () => {
  const [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
  const jump = aBar({ openTime: monday + 30 * minute, close: 200, open: 130, revision: 1 });
  const before = await given(technicalIndicators, bars(...rising(40), jump), { env, cluster, registry });
  const told = before.published.get(marketSignal).map(({ kind, late }) => [kind, late]);
  expect(told).toContainEqual(["upper-band-touch", true]);
  const next = aBar({ openTime: monday + 40 * minute, close: 140 });
  const after = await given(technicalIndicators, bars(next), {
    env: { ...env, INDICATOR_SMA_PERIOD: "5" },
    cluster,
    registry,
  });
  const newest = new Map(after.published.get(marketIndicator).map((bar) => [marketIndicator.key(bar), bar]));
  expect(newest.get(`BTCUSDT|1m|${monday + 4 * minute}`)?.sma).toBe(102);
  expect(newest.get(`BTCUSDT|1m|${next.openTime}`)).toMatchObject({ sma: 138, barCount: 41 });
  expect(after.published.get(marketSignal)).toEqual([]);
  expect(after.logs.filter(({ reason }) => reason === "its indicators were of other periods")).toHaveLength(
    1,
  );
});

test("a bar of an exchange without known hours is buried, and its neighbours are not", async () => {
  const { published, deadLetters } = await given(
    technicalIndicators,
    bars(aBar({ exchange: "XMOON", symbol: "MOON" }), aBar()),
    { env },
  );
  expect(deadLetters.map(({ letter }) => letter.message)).toEqual([
    "no hours are known of the exchange XMOON",
  ]);
  expect(published.get(marketIndicator).every(({ symbol }) => symbol === "BTCUSDT")).toBe(true);
});

test("periods that do not go together end the service before it connects", async () => {
  const run = given(technicalIndicators, [], { env: { ...env, INDICATOR_MACD_FAST_PERIOD: "26" } });
  await expect(run).rejects.toThrow(/INDICATOR_MACD_FAST_PERIOD: given "26", expected less than/);
});
