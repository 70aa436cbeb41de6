import { load } from "@tributary/config";
import { eventually as inTime } from "@tributary/testing";
import { BinanceProvider } from "../../src/binance/binance-provider.ts";
import { binanceConfig } from "../../src/binance/config.ts";
import { SkippingClock } from "../network/skipping-clock.ts";
import { ProviderRun } from "../provider-run.ts";
import { ExchangeDouble } from "./exchange-double.ts";

const eventually = <T>(check: () => T | Promise<T>) => inTime(check, 6000);
const firstOpen = Date.parse("2026-09-20T00:00:00Z");
const minuteMs = 60_000;
let double: ExchangeDouble;
let clock: SkippingClock;
let run: ProviderRun | undefined;
let host: string;

async function opened(count = 5): Promise<void> {
  double = new ExchangeDouble(count, firstOpen);
  host = await double.start();
}
beforeEach(() => {
  clock = new SkippingClock(firstOpen + 7 * 86_400_000);
});
afterEach(async () => {
  await run?.stop();
  run = undefined;
  await double.stop();
});

function provider(env: Record<string, string> = {}): BinanceProvider {
  const config = load(binanceConfig, {
    STOCK_BINANCE_STREAM_URL: `ws://${host}`,
    STOCK_BINANCE_API_URL: `http://${host}`,
    ...env,
  });
  return new BinanceProvider({ config, clock });
}

/** Follows, until history is handed on and the stream runs. */
async function following(env: Record<string, string> = {}, since?: number): Promise<ProviderRun> {
  const started = new ProviderRun(provider(env), "BTCUSDT", since);
  run = started;
  await eventually(() => expect([started.error, started.states.at(-1)]).toEqual([undefined, "open"]));
  return started;
}

/** Every closed bar of the truth was told once and in order, and the newest state of each is the true one. */
async function nothingMissing(told: ProviderRun, from = firstOpen): Promise<void> {
  await eventually(() => {
    const truth = double.klines.filter(({ openTime }) => openTime >= from);
    expect(told.newest.get(double.klines.at(-1)?.openTime ?? 0)?.volume).toBe(double.klines.at(-1)?.trades);
    expect(told.closed).toEqual(truth.filter(({ isClosed }) => isClosed).map(({ openTime }) => openTime));
    expect([...told.newest.values()].map(({ openTime, close, volume }) => [openTime, close, volume])).toEqual(
      truth.map(({ openTime, price, trades }) => [openTime, price, trades]),
    );
  });
  const states = told.bars.map(({ openTime, volume, final }) => `${openTime} ${volume} ${final}`);
  expect(new Set(states).size).toBe(states.length);
}

test("history comes page by page, and the stream goes on where it ends", async () => {
  await opened(2500);
  const told = await following();
  expect(double.asked.filter(({ pathname }) => pathname === "/api/v3/klines")).toHaveLength(3);
  expect(told.bars.every(({ isHistory }) => isHistory)).toBe(true);
  double.trade(111);
  double.turn();
  double.trade(112);
  await nothingMissing(told);
  expect(told.bars.at(-1)).toEqual({
    openTime: firstOpen + 2500 * minuteMs,
    open: 112,
    high: 112,
    low: 112,
    close: 112,
    adjustedClose: null,
    volume: 2,
    final: false,
    observedAt: firstOpen + 2500 * minuteMs + 20,
    isHistory: false,
  });
});

test("what the stream tells while history is fetched is neither lost nor told twice", async () => {
  await opened(1500);
  let pages = 0;
  double.beforeKlines = () => {
    // Between the two pages the minute turns twice, and the stream says so.
    if (++pages === 2) for (let turn = 0; turn < 2; turn++) double.turn();
  };
  const told = await following();
  double.trade();
  await nothingMissing(told);
});

test("a life that goes on asks for no more than what is new", async () => {
  await opened(50);
  const since = firstOpen + 40 * minuteMs;
  const told = await following({}, since);
  await nothingMissing(told, since);
  expect(double.asked[0]?.searchParams.get("startTime")).toBe(String(since));
});

test("an answer of 429 is heeded for as long as Binance asks, and told", async () => {
  await opened();
  double.refusals = [{ status: 429, headers: { "retry-after": "150" }, body: '{"code":-1003,"msg":"..."}' }];
  const told = await following();
  expect(told.reasons).toContain("Binance answers 429, next try in 150 s");
  expect(Math.max(...clock.pauses)).toBeGreaterThan(149_000);
  expect(told.states).toEqual(["stale", "open"]);
  await nothingMissing(told);
});

test("an answer of 429 without a wish is heeded for longer each time", async () => {
  await opened();
  const refusal = { status: 429, body: "" };
  double.refusals = [refusal, refusal, refusal];
  const told = await following();
  expect(told.reasons).toEqual([30, 60, 120].map((s) => `Binance answers 429, next try in ${s} s`));
  await nothingMissing(told);
});

test("a page, a broken text and an error of the server are weather in clear words", async () => {
  await opened();
  double.refusals = [
    { status: 200, body: "<!DOCTYPE html><html><body>Just a moment</body></html>" },
    { status: 200, body: "[[1,2" },
    { status: 503, body: "<html>unavailable</html>" },
    { status: 200, body: '[["when",1]]' },
  ];
  const told = await following();
  expect(told.reasons.map((reason) => reason.replace(/, next try.*/, ""))).toEqual([
    "Binance answers with an HTML page instead of JSON",
    "Binance answers with something else instead of JSON",
    "Binance answers 503",
    "Binance sends a kline that is none (undefined)",
  ]);
  await nothingMissing(told);
});

test("a socket that breaks is opened anew, and what was missed is fetched", async () => {
  await opened();
  const told = await following();
  double.sockets[0]?.terminate();
  for (let turn = 0; turn < 3; turn++) double.turn(true);
  await eventually(() => expect(told.states).toEqual(["open", "stale", "open"]));
  double.trade();
  await nothingMissing(told);
  expect(told.reasons.at(-1)).toMatch(
    /^Binance('s stream broke off| closed the stream \(1006\)), next try in 1 s$/,
  );
});

test("a server that closes every stream is asked ever less often", async () => {
  await opened();
  const told = await following();
  let refused = 0;
  double.sockets[0]?.close(1008, "too many");
  await eventually(() => {
    for (const socket of double.live) {
      if (refused++ < 3) socket.terminate();
    }
    expect(clock.pauses).toEqual(expect.arrayContaining([500, 1000, 2000]));
  });
  expect(told.reasons[0]).toBe("Binance closed the stream (1008 too many), next try in 1 s");
});

test("a half-open socket is found out by its silence, and left for another", async () => {
  await opened();
  const told = await following({ STOCK_BINANCE_SILENCE_MS: "300" });
  double.isDeaf = true;
  double.turn(true);
  await eventually(() => expect(told.reasons.at(-1)).toMatch(/^Binance's stream (is silent|does not open)/));
  double.isDeaf = false;
  await eventually(() => expect(told.states.at(-1)).toBe("open"));
  double.trade();
  await nothingMissing(told);
});

test("a stream without trade shows signs of life when asked, and stays", async () => {
  await opened();
  const told = await following({ STOCK_BINANCE_SILENCE_MS: "1000" });
  await eventually(() => {
    const looks = double.said.filter(({ method }) => method === "LIST_SUBSCRIPTIONS");
    expect(looks.length).toBeGreaterThan(1);
  });
  expect(told.states).toEqual(["open"]);
  expect(double.sockets).toHaveLength(1);
});

test("a subscription that the server forgot is asked for again", async () => {
  await opened();
  await following({ STOCK_BINANCE_SILENCE_MS: "200" });
  double.isForgetful = true;
  await eventually(() => {
    expect(double.said.filter(({ method }) => method === "SUBSCRIBE").length).toBeGreaterThan(1);
  });
});

test("a subscription that the server never took is asked for again", async () => {
  await opened();
  double.isDeaf = true;
  const told = new ProviderRun(provider({ STOCK_BINANCE_SILENCE_MS: "600" }), "BTCUSDT");
  run = told;
  await eventually(() => expect(double.unheard).toContain("SUBSCRIBE"));
  double.isDeaf = false;
  await eventually(() => expect(told.states).toEqual(["open"]));
  expect(double.sockets).toHaveLength(1);
});

test("klines out of order and klines told twice change nothing", async () => {
  await opened();
  const told = await following();
  const [older, newer] = double.klines.slice(-2) as [never, never];
  double.trade();
  const forming = double.klines.at(-1) as (typeof double.klines)[number];
  double.turn();
  for (const late of [older, newer, forming, { ...forming, isClosed: true }]) double.push(late);
  double.push({ ...forming, trades: forming.trades - 1 });
  double.trade();
  await nothingMissing(told);
});

test("a minute's last state that the stream left out is fetched", async () => {
  await opened();
  const told = await following();
  double.turn(true);
  double.trade();
  await nothingMissing(told);
});

test("a server that says it shuts down is left for another while it still runs", async () => {
  await opened();
  const told = await following();
  const [first] = double.sockets;
  first?.send(JSON.stringify({ e: "serverShutdown", E: firstOpen }));
  await eventually(() => expect(double.live).toHaveLength(1));
  await eventually(() => expect(double.sockets).toHaveLength(2));
  double.turn();
  await eventually(() => expect(first?.readyState).toBe(first?.CLOSED));
  double.trade();
  await nothingMissing(told);
  expect(told.states).toEqual(["open"]);
});

test("a connection is replaced before its day is over, and nobody notices", async () => {
  await opened();
  const told = await following({ STOCK_BINANCE_RENEW_MS: "50" });
  await eventually(() => {
    double.turn();
    expect(double.sockets.length).toBeGreaterThan(3);
  });
  double.trade();
  await nothingMissing(told);
  expect(told.states).toEqual(["open"]);
});

test("pings are answered with what they carry", async () => {
  await opened();
  await following();
  double.sockets[0]?.ping("1758326400");
  await eventually(() => expect(double.pongs).toEqual(["1758326400"]));
});

test("an unknown symbol is no weather", async () => {
  await opened();
  const told = new ProviderRun(provider(), "NOSUCH");
  run = told;
  await told.ended();
  expect(told.error).toMatchObject({ message: "Binance has no symbol 'NOSUCH'" });
  expect(clock.pauses).toEqual([]);
});

test("a symbol is described by its assets, and one that is unknown not at all", async () => {
  await opened();
  const { signal } = new AbortController();
  expect(await provider().describe("btcusdt", signal)).toMatchObject({
    symbol: "BTCUSDT",
    name: "BTC / USDT",
    currency: "USDT",
    interval: "1m",
  });
  expect(await provider().describe("NOSUCH", signal)).toBeUndefined();
});

test("many symbols share one connection and few messages", async () => {
  await opened();
  const shared = provider();
  const signal = new AbortController();
  const runs = Array.from({ length: 450 }, (_, index) =>
    shared
      .follow(`COIN${index}`, { since: undefined, signal: signal.signal })
      .next()
      .catch(() => {}),
  );
  await eventually(() =>
    expect(double.said.flatMap(({ params }) => params ?? []).length).toBeGreaterThanOrEqual(200),
  );
  expect(double.sockets).toHaveLength(1);
  signal.abort();
  await Promise.all(runs);
});

test("nobody is followed, nothing is connected", async () => {
  await opened();
  const told = await following();
  await told.stop();
  await eventually(() => expect(double.live).toHaveLength(0));
});
