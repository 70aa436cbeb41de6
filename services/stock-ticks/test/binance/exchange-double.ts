import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

export interface TruthKline {
  readonly openTime: number;
  readonly price: number;
  readonly trades: number;
  readonly isClosed: boolean;
}

type Refusal = { readonly status: number; readonly headers?: Record<string, string>; readonly body: string };

const minuteMs = 60_000;

/**
 * Speaks as Binance's two public servers do, in the shapes of binance-spot-api-docs (web-socket-streams.md, rest-api.md),
 * which were written off from there by hand. Holds the truth of one symbol, BTCUSDT, in 1m klines.
 */
export class ExchangeDouble {
  readonly asked: URL[] = [];
  /** JSON messages of all connections, in order. */
  readonly said: { method: string; params?: string[]; id: number }[] = [];
  readonly sockets: WebSocket[] = [];
  readonly pongs: string[] = [];
  klines: TruthKline[];
  /** Answers to the next requests for klines, before it answers truly again. */
  refusals: Refusal[] = [];
  /** Called before each answer to a request for klines. */
  beforeKlines: () => void = () => {};
  pairStatus = "TRADING";
  /** Whether messages of clients are answered. */
  isDeaf = false;
  /** Methods of the messages that were not answered. */
  readonly unheard: string[] = [];
  /** Whether LIST_SUBSCRIPTIONS forgets what was subscribed. */
  isForgetful = false;
  readonly #http = createServer((request, response) => this.#answer(request, response));
  readonly #ws = new WebSocketServer({ server: this.#http, path: "/stream" });

  constructor(count: number, firstOpen: number) {
    this.klines = Array.from({ length: count }, (_, index) => ({
      openTime: firstOpen + index * minuteMs,
      price: 100 + (index % 17),
      trades: 10,
      isClosed: index < count - 1,
    }));
  }

  async start(): Promise<string> {
    this.#ws.on("connection", (socket) => this.#connected(socket));
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** One more trade in the forming kline; tells the stream. */
  trade(price = 100): void {
    const last = this.#last;
    this.#put({ ...last, price, trades: last.trades + 1 });
    this.push(this.#last);
  }

  /** Closes the forming kline and opens the next; tells the stream unless `silently`. */
  turn(silently = false): void {
    this.#put({ ...this.#last, isClosed: true });
    const closed = this.#last;
    this.klines.push({
      openTime: closed.openTime + minuteMs,
      price: closed.price,
      trades: 1,
      isClosed: false,
    });
    if (silently) return;
    this.push(closed);
    this.push(this.#last);
  }

  push(kline: TruthKline, sockets: readonly WebSocket[] = this.live): void {
    for (const socket of sockets) socket.send(JSON.stringify(klineEvent(kline)));
  }

  /** Open connections that have subscribed. */
  get live(): WebSocket[] {
    return this.sockets.filter((socket) => socket.readyState === socket.OPEN && subscribed.has(socket));
  }

  get #last(): TruthKline {
    return this.klines.at(-1) as TruthKline;
  }

  #put(kline: TruthKline): void {
    this.klines[this.klines.length - 1] = kline;
  }

  #connected(socket: WebSocket): void {
    this.sockets.push(socket);
    socket.on("pong", (data) => this.pongs.push(data.toString()));
    socket.on("error", () => {});
    socket.on("message", (data) => {
      const message = JSON.parse(data.toString());
      if (this.isDeaf) {
        this.unheard.push(message.method);
        return;
      }
      this.said.push(message);
      const streams = subscribed.get(socket) ?? new Set<string>();
      subscribed.set(socket, streams);
      if (message.method === "SUBSCRIBE") for (const stream of message.params) streams.add(stream);
      if (message.method === "UNSUBSCRIBE") for (const stream of message.params) streams.delete(stream);
      const isList = message.method === "LIST_SUBSCRIPTIONS";
      const result = isList ? (this.isForgetful ? [] : [...streams]) : null;
      socket.send(JSON.stringify({ result, id: message.id }));
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://double");
    this.asked.push(url);
    const { status, body, headers } = this.#answerTo(url);
    response.writeHead(status, headers).end(body);
  }

  #answerTo(url: URL): Refusal {
    if (url.searchParams.get("symbol") !== "BTCUSDT") {
      return { status: 400, body: '{"code":-1121,"msg":"Invalid symbol."}' };
    }
    if (url.pathname === "/api/v3/exchangeInfo") {
      const pair = { symbol: "BTCUSDT", status: this.pairStatus, baseAsset: "BTC", quoteAsset: "USDT" };
      return { status: 200, body: JSON.stringify({ timezone: "UTC", symbols: [pair] }) };
    }
    this.beforeKlines();
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return refusal;
    const start = Number(url.searchParams.get("startTime"));
    const limit = Number(url.searchParams.get("limit"));
    const rows = this.klines
      .filter(({ openTime }) => openTime >= start)
      .slice(0, limit)
      .map(row);
    // The server's clock stands in the middle of the forming kline.
    const date = new Date(this.#last.openTime + 30_000).toUTCString();
    return { status: 200, body: JSON.stringify(rows), headers: { date } };
  }
}

const subscribed = new WeakMap<WebSocket, Set<string>>();

/** [open time, open, high, low, close, volume, close time, quote volume, trades, taker base, taker quote, unused] */
function row({ openTime, price, trades }: TruthKline): unknown[] {
  const text = price.toFixed(8);
  const closeTime = openTime + minuteMs - 1;
  return [openTime, text, text, text, text, `${trades}.0`, closeTime, "0", trades, "0", "0", "0"];
}

function klineEvent({ openTime, price, trades, isClosed }: TruthKline): unknown {
  const text = price.toFixed(8);
  const k = {
    t: openTime,
    T: openTime + minuteMs - 1,
    s: "BTCUSDT",
    i: "1m",
    f: 1,
    L: trades,
    o: text,
    c: text,
    h: text,
    l: text,
    v: `${trades}.0`,
    n: trades,
    x: isClosed,
    q: "0",
    V: "0",
    Q: "0",
    B: "0",
  };
  const data = { e: "kline", E: openTime + trades * 10, s: "BTCUSDT", k };
  return { stream: "btcusdt@kline_1m", data };
}
