import Fastify from "fastify";

/** A symbol as stock-ticks tells it. */
export interface FakeFollowed {
  readonly symbol: string;
  readonly name: string | null;
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly interval: string | null;
  readonly source: string | null;
  readonly state: string;
  readonly sinceAt: number | null;
  readonly lastTickAt: number | null;
  readonly reason: string | null;
}

export interface FakeStockTicks {
  readonly url: string;
  readonly followed: Map<string, FakeFollowed>;
  /** Symbols that were asked to be followed; one that begins with X is not known. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A stand-in for the API of stock-ticks. `begun` and `ended` hear what it follows from then on, and no more. */
export async function startFakeStockTicks(heard: {
  begun(symbol: string): void;
  ended(symbol: string): void;
}): Promise<FakeStockTicks> {
  const app = Fastify({ forceCloseConnections: true });
  const followed = new Map<string, FakeFollowed>();
  const asked: string[] = [];
  app.get("/symbols", () => ({ clock: Date.now(), symbols: [...followed.values()] }));
  app.post<{ Body: { symbol: string } }>("/symbols", ({ body: { symbol } }, reply) => {
    asked.push(symbol);
    if (symbol.startsWith("X"))
      return reply.code(404).send({ message: `no provider of this service knows ${symbol}` });
    const told = aFollowed(symbol, "1d");
    followed.set(symbol, told);
    heard.begun(symbol);
    return reply.code(201).send(told);
  });
  app.delete<{ Params: { symbol: string } }>("/symbols/:symbol", ({ params: { symbol } }, reply) => {
    if (!followed.delete(symbol)) return reply.code(404).send({ message: `${symbol} is not followed` });
    heard.ended(symbol);
    return reply.code(204).send();
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, followed, asked, close: () => app.close() };
}

export function aFollowed(symbol: string, interval: string | null): FakeFollowed {
  return {
    symbol,
    name: symbol === "^GSPC" ? "S&P 500" : `${symbol} (synthetic)`,
    exchange: "SYNTH",
    currency: "USD",
    interval,
    source: "synthetic",
    state: "open",
    sinceAt: 0,
    lastTickAt: 0,
    reason: null,
  };
}
