import { type MarketSignal, type MarketStatus, marketSignal, marketStatus } from "@tributary/contracts";
import { eventually } from "@tributary/testing";
import { anIndicator, minute, minutes, opening } from "../an-indicator.ts";
import { bars, showing } from "./showing.ts";

function aSignal(given: Partial<MarketSignal> = {}): MarketSignal {
  return {
    symbol: "AAPL",
    interval: "1m",
    openTime: opening,
    kind: "squeeze",
    close: 185.64,
    currency: "USD",
    level: 0.02,
    reading: 0.019,
    revision: 0,
    late: false,
    observedAt: opening + minute,
    ...given,
  };
}

function aStatus(given: Partial<MarketStatus> = {}): MarketStatus {
  return {
    symbol: "AAPL",
    exchange: "XNAS",
    state: "open",
    sinceAt: opening,
    lastTickAt: opening + minute,
    nextOpenAt: null,
    delaySeconds: null,
    reason: null,
    source: "yahoo",
    observedAt: opening + minute,
    ...given,
  };
}

const signals = (...all: readonly MarketSignal[]) => all.map((signal) => [marketSignal, signal] as const);
const statuses = (...all: readonly MarketStatus[]) => all.map((status) => [marketStatus, status] as const);

test("symbols are told with their intervals, what there is of each, and how it stands with them", async () => {
  const facts = [
    ...bars(minutes(33)),
    ...bars([anIndicator({ interval: "1d", openTime: opening - 570 * minute, barCount: 1 })]),
    ...bars([anIndicator({ symbol: "BTCUSDT", exchange: "BINANCE", currency: "USDT", interval: "1d" })]),
    ...statuses(aStatus({ state: "open" }), aStatus({ state: "stale", reason: "no tick for 90 s" })),
    ...statuses(aStatus({ symbol: "NEW", exchange: "XLON", lastTickAt: null })),
  ];
  await showing(
    facts,
    async ({ get }) => {
      await eventually(async () => {
        const { symbols } = (await get("/symbols")).body;
        expect(symbols).toEqual([
          {
            symbol: "AAPL",
            exchange: "XNAS",
            currency: "USD",
            baseInterval: "1m",
            intervals: [
              { interval: "1m", barCount: 33, firstOpenTime: opening, lastOpenTime: opening + 32 * minute },
              {
                interval: "1d",
                barCount: 1,
                firstOpenTime: opening - 570 * minute,
                lastOpenTime: opening - 570 * minute,
              },
            ],
            status: aStatus({ state: "stale", reason: "no tick for 90 s" }),
          },
          {
            symbol: "BTCUSDT",
            exchange: "BINANCE",
            currency: "USDT",
            baseInterval: "1d",
            intervals: [{ interval: "1d", barCount: 1, firstOpenTime: opening, lastOpenTime: opening }],
            status: null,
          },
          {
            symbol: "NEW",
            exchange: "XLON",
            currency: null,
            baseInterval: null,
            intervals: [],
            status: aStatus({ symbol: "NEW", exchange: "XLON", lastTickAt: null }),
          },
        ]);
      });
    },
    { INDICATOR_WINDOW_BARS: "10" },
  );
});

test("signals come newest first, of one interval or of all, and those of one instant stay together", async () => {
  const at = (index: number) => opening + index * minute;
  const facts = signals(
    aSignal({ openTime: at(5), kind: "squeeze" }),
    aSignal({ openTime: at(9), kind: "rsi-oversold" }),
    aSignal({ openTime: at(5), kind: "lower-band-touch" }),
    aSignal({ openTime: at(5), kind: "upper-band-touch", interval: "5m" }),
    aSignal({ openTime: at(1), kind: "aroon-cross-up", late: true }),
    aSignal({ openTime: at(9), kind: "rsi-overbought", symbol: "MSFT" }),
    aSignal({ openTime: at(9), kind: "rsi-oversold" }),
  );
  await showing(facts, async ({ get }) => {
    const kinds = async (query: string) =>
      (await get(`/signals?symbol=AAPL${query}`)).body.signals.map(({ kind }) => kind);
    const all = ["rsi-oversold", "lower-band-touch", "squeeze", "upper-band-touch", "aroon-cross-up"];
    expect(await kinds("")).toEqual(all);
    expect(await kinds("&limit=2")).toEqual(all.slice(0, 4));
    expect(await kinds(`&before=${at(5)}`)).toEqual(["aroon-cross-up"]);
    expect(await kinds("&interval=5m")).toEqual(["upper-band-touch"]);
    const { body } = await get("/signals?symbol=AAPL&limit=1");
    expect(body.signals).toEqual([aSignal({ openTime: at(9), kind: "rsi-oversold" })]);
    expect(body.eventId).toMatch(/^memory-/);
  });
});

test("streams of signals and status follow one symbol or all, and go on from where they were", async () => {
  const facts = [...signals(aSignal()), ...statuses(aStatus(), aStatus({ symbol: "MSFT" }))];
  await showing(facts, async ({ get, stream, take }) => {
    const seen = await stream("/signals/stream?symbol=AAPL", { key: ["openTime", "kind"] });
    const ofMicrosoft = await stream("/status/stream?symbol=MSFT", { key: ["symbol"] });
    const all = await stream("/status/stream", { key: ["symbol"] });
    await eventually(() =>
      expect([seen.shown.size, ofMicrosoft.shown.size, all.shown.size]).toEqual([1, 1, 2]),
    );
    const { eventId } = (await get("/signals?symbol=AAPL")).body;
    await take(
      ...signals(aSignal({ kind: "rsi-oversold" }), aSignal({ symbol: "MSFT" })),
      ...statuses(aStatus({ state: "halted" })),
    );
    await eventually(() => expect(all.shown.get("AAPL")?.state).toBe("halted"));
    const next = await stream("/signals/stream?symbol=AAPL", { key: ["kind"], lastEventId: eventId });
    await eventually(() => expect([...next.shown.keys()]).toContain("rsi-oversold"));
    expect(next.events.map(({ event }) => event)).not.toContain("reset");
    await eventually(() => expect(seen.shown.size).toBe(2));
    expect([...ofMicrosoft.shown.keys()]).toEqual(["MSFT"]);
  });
});

test("only so many signals of an interval are held, the oldest leave, and a stream is not told that they did", async () => {
  const facts = [1, 2, 3].map((index) => aSignal({ openTime: opening + index * minute }));
  await showing(
    signals(...facts.slice(0, 2)),
    async ({ get, stream, take }) => {
      const seen = await stream("/signals/stream?symbol=AAPL");
      await eventually(() => expect(seen.shown.size).toBe(2));
      await take(...signals(...facts.slice(2)));
      await eventually(() => expect(seen.shown.size).toBe(3));
      expect((await get("/signals?symbol=AAPL")).body.signals.map(({ openTime }) => openTime)).toEqual([
        opening + 3 * minute,
        opening + 2 * minute,
      ]);
    },
    { INDICATOR_WINDOW_SIGNALS: "2" },
  );
});

test.each([
  ["/bars", "symbol is missing: name one of GET /symbols"],
  ["/bars?symbol=", "symbol is empty"],
  ["/bars?symbol=AAPL", 'interval must be one of 1m, 5m, 1h, 1d, 1M, 1y; got "nothing"'],
  ["/bars?symbol=AAPL&interval=2h", 'interval must be one of 1m, 5m, 1h, 1d, 1M, 1y; got "2h"'],
  ["/bars?symbol=AAPL&interval=1d&limit=0", 'limit must be a whole number from 1 to 5000; got "0"'],
  ["/bars?symbol=AAPL&interval=1d&limit=5001", "limit must be"],
  ["/bars?symbol=AAPL&interval=1d&limit=1e3", "limit must be"],
  ["/bars?symbol=AAPL&interval=1d&before=yesterday", "before must be an openTime in ms since the epoch"],
  ["/bars?symbol=AAPL&interval=1d&from=99999999999999", "from must be an openTime"],
  ["/bars?symbol=AAPL&interval=1d&from=2000&to=1000", "from (2000) lies after to (1000)"],
  ["/bars?symbol=AAPL&interval=1d&page=2", "known are symbol, interval, from, to, before, limit"],
  ["/bars?symbol=AAPL&symbol=MSFT&interval=1d", "symbol"],
  ["/bars/stream?symbol=AAPL", "interval must be one of"],
  ["/bars/stream?symbol=AAPL&interval=1d&limit=5", "known are symbol, interval, lastEventId"],
  ["/signals", "symbol is missing"],
  ["/signals?symbol=AAPL&interval=x", "interval must be one of"],
  ["/status/stream?symbol=", "symbol is empty"],
  ["/signals/stream?interval=1d", "known are symbol, lastEventId"],
])("%s is answered 400 with words that help", async (path, words) => {
  await showing([], async ({ get }) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ statusCode: 400, message: expect.stringContaining(words) });
  });
});

test("before there is anything, answers are empty", async () => {
  await showing([], async ({ get }) => {
    expect((await get("/symbols")).body.symbols).toEqual([]);
    expect((await get("/bars?symbol=AAPL&interval=1d")).body.rows).toEqual([]);
    expect((await get("/signals?symbol=AAPL")).body.signals).toEqual([]);
  });
});

test("the API describes itself", async () => {
  await showing([], async ({ get }) => {
    expect(Object.keys((await get("/openapi.json")).body.paths).sort()).toEqual([
      "/bars",
      "/bars/stream",
      "/signals",
      "/signals/stream",
      "/status/stream",
      "/symbols",
    ]);
  });
});
