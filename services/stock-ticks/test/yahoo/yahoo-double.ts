import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface DoubleRow {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
  readonly adjclose?: number;
}

export interface DoubleSymbol {
  rows: DoubleRow[];
  exchange: string;
  marketState: string;
  /** Minutes. */
  delay: number;
  price: number;
  dayVolume: number;
  tradedAt: number;
  sessionEnd: number;
}

export interface Refusal {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
  /** Sends this much of the body and breaks the connection. */
  readonly cut?: number;
  /** Never answers. */
  readonly isMute?: boolean;
}

const notFound =
  '{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}';
const invalidCrumb =
  '{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}';

/**
 * Speaks as Yahoo's hosts do, in the shapes that yahoo-finance2's own schemas (chart.schema, quote.schema) demand; written
 * by hand after them. Hands out a cookie and a crumb, and answers quotes only to who has both.
 */
export class YahooDouble {
  readonly asked: URL[] = [];
  readonly symbols = new Map<string, DoubleSymbol>();
  /** Answers to the next requests for a path that begins so, before true answers. */
  readonly refusals = new Map<string, Refusal[]>();
  crumb = "Mm.oQGSe2By";
  readonly #http = createServer((request, response) => this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  count(path: string): number {
    return this.asked.filter(({ pathname }) => pathname.startsWith(path)).length;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://double");
    this.asked.push(url);
    const path = [...this.refusals.keys()].find((one) => url.pathname.startsWith(one));
    const refusal = path === undefined ? undefined : this.refusals.get(path)?.shift();
    const { status, headers, body, cut, isMute } = refusal ?? this.#truth(url, request.headers.cookie);
    if (isMute) return;
    if (cut !== undefined) {
      response.writeHead(status, { "content-length": body.length }).write(body.slice(0, cut));
      setImmediate(() => request.socket.destroy());
      return;
    }
    response.writeHead(status, headers).end(body);
  }

  #truth(url: URL, cookie: string | undefined): Refusal {
    if (url.pathname.startsWith("/quote/")) {
      const headers = { "set-cookie": "A3=d=one; Domain=.yahoo.com; Path=/; Max-Age=31557600; Secure" };
      return { status: 200, headers, body: "<!doctype html><html></html>" };
    }
    if (url.pathname === "/v1/test/getcrumb") return { status: 200, body: this.crumb };
    if (url.pathname.startsWith("/v8/finance/chart/")) return this.#chart(url);
    if (url.searchParams.get("crumb") !== this.crumb || cookie?.includes("A3=") !== true) {
      return { status: 401, body: invalidCrumb };
    }
    const asked = url.searchParams.get("symbols")?.split(",") ?? [];
    const result = asked.flatMap((symbol) => this.#quote(symbol) ?? []);
    return { status: 200, body: JSON.stringify({ quoteResponse: { result, error: null } }) };
  }

  #chart(url: URL): Refusal {
    const name = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
    const symbol = this.symbols.get(name);
    if (symbol === undefined) return { status: 404, body: notFound };
    const from = Number(url.searchParams.get("period1")) * 1000;
    const rows = symbol.rows.filter(({ at }) => at >= from);
    const column = (key: Exclude<keyof DoubleRow, "at">) => rows.map((row) => row[key] ?? null);
    const sessionEnd = symbol.sessionEnd / 1000;
    const period = (start: number, end: number) => ({ timezone: "EDT", start, end, gmtoffset: -14_400 });
    const meta = {
      currency: "USD",
      symbol: name,
      exchangeName: symbol.exchange,
      instrumentType: "EQUITY",
      firstTradeDate: 345_479_400,
      regularMarketTime: symbol.tradedAt / 1000,
      gmtoffset: -14_400,
      timezone: "EDT",
      exchangeTimezoneName: "America/New_York",
      regularMarketPrice: symbol.price,
      priceHint: 2,
      currentTradingPeriod: {
        pre: period(sessionEnd - 43_200, sessionEnd - 23_400),
        regular: period(sessionEnd - 23_400, sessionEnd),
        post: period(sessionEnd, sessionEnd + 14_400),
      },
      dataGranularity: url.searchParams.get("interval"),
      range: "",
      validRanges: ["1d", "max"],
    };
    const keys = ["open", "high", "low", "close", "volume"] as const;
    const quote = Object.fromEntries(keys.map((key) => [key, column(key)]));
    const indicators = { quote: [quote], adjclose: [{ adjclose: column("adjclose") }] };
    const empty = { meta, indicators: { quote: [{}], adjclose: [{}] } };
    const timestamp = rows.map(({ at }) => at / 1000);
    const result = [rows.length === 0 ? empty : { meta, timestamp, indicators }];
    return { status: 200, body: JSON.stringify({ chart: { result, error: null } }) };
  }

  #quote(name: string): unknown {
    const symbol = this.symbols.get(name);
    if (symbol === undefined) return undefined;
    const last = symbol.rows.at(-1);
    return {
      language: "en-US",
      region: "US",
      quoteType: "EQUITY",
      typeDisp: "Equity",
      quoteSourceName: "Delayed Quote",
      triggerable: true,
      currency: "USD",
      regularMarketTime: symbol.tradedAt / 1000,
      exchange: symbol.exchange,
      exchangeTimezoneName: "America/New_York",
      exchangeTimezoneShortName: "EDT",
      gmtOffSetMilliseconds: -14_400_000,
      market: "us_market",
      esgPopulated: false,
      regularMarketPrice: symbol.price,
      regularMarketOpen: last?.open ?? symbol.price,
      regularMarketDayHigh: Math.max(symbol.price, last?.high ?? symbol.price),
      regularMarketDayLow: Math.min(symbol.price, last?.low ?? symbol.price),
      regularMarketVolume: symbol.dayVolume,
      fullExchangeName: "NasdaqGS",
      marketState: symbol.marketState,
      shortName: "Apple Inc.",
      sourceInterval: 15,
      exchangeDataDelayedBy: symbol.delay,
      tradeable: false,
      symbol: name,
    };
  }
}
