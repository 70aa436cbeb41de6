import type { MarketSignal, MarketStatus } from "@tributary/contracts";
import { defaultSettings } from "@tributary/indicators";
import Fastify, { type FastifyReply } from "fastify";
import type { Bar } from "../../page/stocks/feed/bar.ts";
import { cents, type FakePrice, fakeBars, fakeColumns, fakePrices, openTimes } from "./fake-bars.ts";
import { eventStream, refused } from "./fake-player.ts";
import { aFollowed, type FakeStockTicks, startFakeStockTicks } from "./fake-stock-ticks.ts";

const SERVICE = "technical-indicators";

/** What a test may do to the prices while they run. */
export interface FakeStocks {
  readonly url: string;
  /** A tick of the bar that is forming, to that close; `isNext` closes it and begins the next one. */
  tick(series: string, close: number, isNext?: boolean): void;
  /** The close of a past bar is another one: it has a new revision, and all after it other indicators. */
  correct(series: string, openTime: number, close: number): void;
  /** Changes what is told of a symbol. */
  tell(symbol: string, status: Partial<MarketStatus>): void;
  signal(signal: Partial<MarketSignal>): void;
  /** Bars are told with this close in place of theirs: a service that computes wrongly. */
  distort(series: string, change: (bar: Bar) => Bar): void;
  /** The service beside it that follows the symbols. */
  readonly ticks: FakeStockTicks;
  /** Forgets all symbols, as before the first tick. */
  forget(): void;
  /** Ticks of all symbols, so many a second. */
  play(perSecond: number): void;
  calm(): void;
  /** Answers every request with this status. */
  refuse(status: number | undefined): void;
  readonly opened: { readonly url: string; readonly lastEventId: string | undefined }[];
  readonly asked: string[];
  readonly streams: number;
  cut(): void;
  /** The truth: bars of `AAPL|1d`, oldest first. */
  bars(series: string): readonly Bar[];
  close(): Promise<void>;
}

interface Series {
  prices: FakePrice[];
  bars: Bar[];
  /** Number of the change that each bar last changed at. */
  at: number[];
  distort: (bar: Bar) => Bar;
}

const starts: Readonly<Record<string, number>> = { "^GSPC": 2_400, ACME: 180, BOLT: 42, CRAG: 8.5 };
const intervalsOf: Readonly<Record<string, readonly string[]>> = {
  "^GSPC": ["1d", "1M", "1y"],
  ACME: ["1m", "5m", "1h", "1d", "1M", "1y"],
  BOLT: ["1m", "5m", "1h", "1d", "1M", "1y"],
  CRAG: ["1m", "5m", "1h", "1d", "1M", "1y"],
};
const counts: Readonly<Record<string, number>> = { "1M": 240, "1y": 12 };

/** A stand-in for technical-indicators that speaks its contract. */
export async function startFakeStocks(
  options: { readonly port?: number; readonly bars?: number } = {},
): Promise<FakeStocks> {
  const app = Fastify({ forceCloseConnections: true });
  const now = Date.now();
  const series = new Map<string, Series>();
  const statuses = new Map<string, { status: MarketStatus; at: number }>();
  const signals: { signal: MarketSignal; at: number }[] = [];
  const open = new Set<FastifyReply["raw"]>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const opened: FakeStocks["opened"] = [];
  const asked: string[] = [];
  const known: Record<string, readonly string[]> = { ...intervalsOf };
  let change = 0;
  let refusal: number | undefined;

  for (const [symbol, intervals] of Object.entries(intervalsOf)) {
    for (const interval of intervals) {
      const times = openTimes(interval, counts[interval] ?? options.bars ?? 3_000, now);
      const prices = fakePrices(`${symbol}${interval}`, times, starts[symbol] ?? 100);
      const bars = fakeBars(prices);
      series.set(`${symbol}|${interval}`, { prices, bars, at: bars.map(() => 0), distort: (bar) => bar });
    }
    statuses.set(symbol, { at: 0, status: aStatus(symbol, now) });
  }
  const of = (name: string) => {
    const found = series.get(name);
    if (found === undefined) throw new Error(`no bars of ${name}`);
    return found;
  };
  /** The indicators of all bars from an index on are other ones. */
  const recompute = (one: Series, from: number) => {
    one.bars = fakeBars(one.prices).map((bar, index) => (index < from ? (one.bars[index] as Bar) : bar));
    const at = ++change;
    for (let index = from; index < one.bars.length; index++) one.at[index] = at;
  };
  const rowsOf = (one: Series, chosen: readonly Bar[]) =>
    chosen.map((bar) => {
      const told = one.distort(bar);
      return fakeColumns.map((column) => told[column]);
    });

  app.addHook("onRequest", async (request, reply) => {
    asked.push(request.url);
    if (refusal !== undefined) return refused(reply, refusal, SERVICE);
  });
  app.get("/symbols", () => ({
    clock: Date.now(),
    symbols: [...statuses].map(([symbol, { status }]) => ({
      symbol,
      exchange: "SYNTH",
      currency: "USD",
      baseInterval: known[symbol]?.[0] ?? null,
      intervals: (known[symbol] ?? []).map((interval) => {
        const { bars } = of(`${symbol}|${interval}`);
        return {
          interval,
          barCount: bars.length,
          firstOpenTime: bars[0]?.openTime,
          lastOpenTime: bars.at(-1)?.openTime,
        };
      }),
      status,
    })),
  }));
  const ticks = await startFakeStockTicks({
    begun: (symbol) => {
      const prices = fakePrices(symbol, openTimes("1d", 40, now), 100);
      const bars = fakeBars(prices);
      if (!series.has(`${symbol}|1d`))
        series.set(`${symbol}|1d`, { prices, bars, at: bars.map(() => ++change), distort: (bar) => bar });
      known[symbol] ??= ["1d"];
      tell(symbol, { state: "open", reason: null });
    },
    ended: (symbol) => tell(symbol, { state: "closed", reason: "no longer followed" }),
  });
  for (const [symbol, [interval = null]] of Object.entries(intervalsOf))
    ticks.followed.set(symbol, aFollowed(symbol, interval));
  app.get("/settings", () => defaultSettings);
  app.get<{ Querystring: { symbol: string; interval: string; before?: string; limit?: string } }>(
    "/bars",
    ({ query }) => {
      const { symbol, interval, before = "9e15", limit = "500" } = query;
      const one = series.get(`${symbol}|${interval}`);
      const chosen = (one?.bars ?? []).filter(({ openTime }) => openTime < Number(before));
      const rows = one === undefined ? [] : rowsOf(one, chosen.slice(-Number(limit)).reverse());
      return { clock: Date.now(), symbol, interval, eventId: `fake:${change}`, columns: fakeColumns, rows };
    },
  );

  /** Tells every 100 ms what has changed since. */
  const stream = (
    url: string,
    columns: readonly string[],
    fresh: (known: number, query: Record<string, string>) => readonly (readonly unknown[])[],
  ) =>
    app.get<{ Querystring: Record<string, string> }>(url, (request, reply) => {
      const lastEventId = request.headers["last-event-id"] as string | undefined;
      opened.push({ url: request.url, lastEventId });
      const raw = eventStream(reply);
      let heard = lastEventId === undefined ? -1 : Number(lastEventId.split(":")[1]);
      const write = (event: string) => {
        const rows = fresh(heard, request.query);
        heard = change;
        if (rows.length === 0 && event === "delta") return;
        raw.write(`event: ${event}\ndata: ${JSON.stringify({ clock: Date.now(), columns, rows })}\n\n`);
        raw.write(`id: fake:${heard}\n\n`);
      };
      write(lastEventId === undefined ? "reset" : "delta");
      const timer = setInterval(() => write("delta"), 100);
      open.add(raw);
      raw.on("close", () => {
        clearInterval(timer);
        open.delete(raw);
      });
      return undefined;
    });
  stream("/bars/stream", fakeColumns, (known, { symbol, interval }) => {
    const one = series.get(`${symbol}|${interval}`);
    if (one === undefined) return [];
    return rowsOf(
      one,
      one.bars.filter((_, index) => (one.at[index] ?? 0) > known),
    );
  });
  const statusColumns = Object.keys(aStatus("", 0)) as (keyof MarketStatus)[];
  stream("/status/stream", statusColumns, (known) =>
    [...statuses.values()]
      .filter(({ at }) => at > known)
      .map(({ status }) => statusColumns.map((column) => status[column])),
  );
  const signalColumns = Object.keys(aSignal({})) as (keyof MarketSignal)[];
  stream("/signals/stream", signalColumns, (known, { symbol }) =>
    signals
      .filter(({ at, signal }) => at > known && signal.symbol === symbol)
      .map(({ signal }) => signalColumns.map((column) => signal[column])),
  );

  const tick = (name: string, close: number, isNext = false) => {
    const one = of(name);
    const last = one.prices.at(-1) as FakePrice;
    const price = cents(close);
    const observedAt = Date.now();
    one.prices[one.prices.length - 1] = {
      ...last,
      close: price,
      high: Math.max(last.high, price),
      low: Math.min(last.low, price),
      volume: (last.volume ?? 0) + 100,
      final: isNext,
      revision: last.revision + 1,
      observedAt,
    };
    const from = one.prices.length - 1;
    if (isNext) {
      const step = last.openTime - (one.prices.at(-2) as FakePrice).openTime;
      const openTime = last.openTime + step;
      const fresh = { open: price, high: price, low: price, close: price, volume: 100, revision: 0 };
      one.prices.push({ ...fresh, openTime, final: false, observedAt });
    }
    recompute(one, from);
    tell(name.split("|")[0] ?? "", { lastTickAt: observedAt });
  };
  const tell = (symbol: string, patch: Partial<MarketStatus>) => {
    const status = {
      ...(statuses.get(symbol)?.status ?? aStatus(symbol, now)),
      ...patch,
      observedAt: Date.now(),
    };
    statuses.set(symbol, { status, at: ++change });
  };

  await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    tick,
    tell,
    correct: (name, openTime, close) => {
      const one = of(name);
      const at = one.prices.findIndex((price) => price.openTime === openTime);
      const price = one.prices[at] as FakePrice;
      one.prices[at] = {
        ...price,
        close,
        high: Math.max(price.high, close),
        low: Math.min(price.low, close),
        revision: price.revision + 1,
      };
      recompute(one, at);
    },
    signal: (patch) => void signals.push({ signal: aSignal(patch), at: ++change }),
    distort: (name, distorted) => {
      of(name).distort = distorted;
    },
    forget: () => {
      ticks.followed.clear();
      statuses.clear();
      series.clear();
    },
    play: (perSecond) => {
      let turn = 0;
      timers.add(
        setInterval(() => {
          turn++;
          for (const [name, { prices }] of series) {
            const last = prices.at(-1) as FakePrice;
            tick(
              name,
              last.close * (1 + 0.002 * Math.sin(turn * 1.7 + name.length)),
              turn % 20 === 0 && name.endsWith("|1m"),
            );
          }
        }, 1_000 / perSecond),
      );
    },
    calm: () => {
      for (const timer of timers) clearInterval(timer);
    },
    refuse: (code) => {
      refusal = code;
    },
    opened,
    asked,
    ticks,
    get streams() {
      return open.size;
    },
    cut: () => {
      for (const raw of open) raw.destroy();
    },
    bars: (name) => of(name).bars,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const raw of open) raw.destroy();
      await app.close();
      await ticks.close();
    },
  };
}

function aStatus(symbol: string, at: number): MarketStatus {
  return {
    symbol,
    exchange: "SYNTH",
    state: "open",
    sinceAt: at,
    lastTickAt: at,
    nextOpenAt: null,
    delaySeconds: null,
    reason: null,
    source: "synthetic",
    observedAt: at,
  };
}

function aSignal(patch: Partial<MarketSignal>): MarketSignal {
  return {
    symbol: "ACME",
    interval: "1m",
    openTime: 0,
    kind: "squeeze",
    close: 180,
    currency: "USD",
    level: 0.02,
    reading: 0.01,
    revision: 3,
    late: false,
    observedAt: 0,
    ...patch,
  };
}
