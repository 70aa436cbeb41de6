import { type StocksFacts, stocksState, UNTOLD_AFTER_MS } from "../../../page/stocks/stocks-state.ts";

const status = (patch: Partial<NonNullable<StocksFacts["status"]>>): StocksFacts["status"] => ({
  symbol: "ACME",
  exchange: "SYNTH",
  state: "open",
  sinceAt: 0,
  lastTickAt: 0,
  nextOpenAt: null,
  delaySeconds: null,
  reason: null,
  source: "synthetic",
  observedAt: 0,
  ...patch,
});
const facts = (patch: Partial<StocksFacts> = {}): StocksFacts => ({
  symbols: { kind: "live", failure: undefined },
  symbol: "ACME",
  isKnown: true,
  link: { kind: "open" },
  heard: true,
  bars: 500,
  hasBars: true,
  problem: undefined,
  status: status({}),
  untold: 1_000,
  ...patch,
});
const state = (patch: Partial<StocksFacts>) => stocksState(facts(patch));

test("before any symbol is known the page waits, or says why there is none", () => {
  const none = { symbol: undefined, heard: false, bars: 0 };
  expect(state({ ...none, symbols: { kind: "loading", failure: undefined } }).kind).toBe("loading");
  expect(state({ ...none, symbols: { kind: "error", failure: "no route" } })).toEqual({
    kind: "error",
    detail: "no route",
  });
  expect(state(none).kind).toBe("empty");
});

test("a connection lost is told apart from one that never was", () => {
  const link = { kind: "waiting", reason: "the connection was lost" } as const;
  expect(state({ link }).kind).toBe("reconnecting");
  expect(state({ link, heard: false }).kind).toBe("error");
  expect(state({ link: { kind: "failed", reason: "400" } }).kind).toBe("error");
});

test("no bars: on their way, not of this length, or of a symbol nobody follows", () => {
  expect(state({ heard: false, bars: 0 }).detail).toBe("waiting for the bars of ACME");
  expect(state({ bars: 0 }).detail).toBe("there is no bar of this length of ACME yet");
  expect(state({ bars: 0, isKnown: false }).detail).toBe("ACME is not followed");
});

test("before a symbol's first bar the page tells its source's trouble, or waits", () => {
  const none = { bars: 0, hasBars: false };
  expect(state(none)).toEqual({ kind: "loading", detail: "waiting for the first bar of ACME" });
  expect(state({ ...none, problem: "Binance cannot be reached" })).toEqual({
    kind: "stale",
    detail: "Binance cannot be reached",
  });
  const reason = "Yahoo answers 429, next try in 240 s";
  expect(state({ ...none, status: status({ state: "stale", reason }) })).toEqual({
    kind: "stale",
    detail: reason,
  });
});

test("what the source tells of the symbol is what the page says, with its reason", () => {
  expect(state({}).kind).toBe("live");
  expect(state({ status: status({ state: "halted", reason: "circuit breaker" }) })).toEqual({
    kind: "halted",
    detail: "circuit breaker",
  });
  expect(state({ status: status({ state: "delayed", delaySeconds: 900 }) })).toEqual({
    kind: "delayed",
    detail: "ticks of this source come 15\u202fmin 0\u202fs late",
  });
  const reason = "Yahoo answers 429, next try in 240 s";
  expect(state({ status: status({ state: "stale", reason }) })).toEqual({ kind: "stale", detail: reason });
});

test("an open symbol of which nobody tells anything is stale; a closed one is closed however long", () => {
  const untold = UNTOLD_AFTER_MS + 1;
  expect(state({ untold }).kind).toBe("stale");
  expect(state({ untold: UNTOLD_AFTER_MS }).kind).toBe("live");
  expect(state({ untold, status: status({ state: "closed" }) }).kind).toBe("closed");
});
